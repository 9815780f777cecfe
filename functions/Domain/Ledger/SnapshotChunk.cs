using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Ledger;

/// <summary>A piece of a frozen audience.</summary>
/// <param name="Number">From 0 without gaps.</param>
/// <param name="Recipients">The recipients, in order: as many as <see cref="HasRoom"/> let in.</param>
/// <param name="Position">Where the source stood behind the last of them; null at the end.</param>
/// <param name="SoFar">How the audience became messages up to here.</param>
public sealed record SnapshotChunk(int Number, IReadOnlyList<Recipient> Recipients, string? Position, Waterfall SoFar)
{
    /// <summary>Recipients in a piece at most.</summary>
    public const int Capacity = 10_000;

    /// <summary>Characters in a piece at most: it is kept whole, and what keeps it takes no more than a mebibyte.</summary>
    public const int MaxCharacters = 200_000;

    /// <summary>Whether this is the last piece.</summary>
    public bool IsLast => Position is null;

    /// <summary>Whether a piece that holds so much takes one more recipient.</summary>
    public static bool HasRoom(int recipients, int characters, Recipient next) => recipients < Capacity && characters + next.Characters <= MaxCharacters;
}
