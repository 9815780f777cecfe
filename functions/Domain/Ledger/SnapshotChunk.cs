using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Ledger;

/// <summary>A chunk of an audience snapshot.</summary>
/// <param name="Number">From 0 without gaps.</param>
/// <param name="Recipients">The recipients, in order: as many as <see cref="HasRoom"/> let in.</param>
/// <param name="Position">The position of the source after the last of them; null at the end.</param>
/// <param name="SoFar">How the audience became messages up to here.</param>
public sealed record SnapshotChunk(int Number, IReadOnlyList<Recipient> Recipients, string? Position, Waterfall SoFar)
{
    /// <summary>The most recipients in a chunk.</summary>
    public const int Capacity = 10_000;

    /// <summary>The most characters in a chunk: it is stored whole, in no more than a mebibyte.</summary>
    public const int MaxCharacters = 200_000;

    /// <summary>True when this is the last chunk.</summary>
    public bool IsLast => Position is null;

    /// <summary>Returns true when a chunk that holds this much has room for one more recipient.</summary>
    public static bool HasRoom(int recipients, int characters, Recipient next) =>
        recipients < Capacity && characters + next.Characters <= MaxCharacters;
}
