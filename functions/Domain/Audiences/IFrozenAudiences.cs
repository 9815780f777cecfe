using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A piece of a frozen audience.</summary>
/// <param name="Number">From 0 without gaps.</param>
/// <param name="Recipients">The recipients, in order: as many as <see cref="HasRoom"/> let in.</param>
/// <param name="Position">Where the source stood behind the last of them; null at the end.</param>
/// <param name="SoFar">How the audience became messages up to here.</param>
public sealed record FrozenPiece(int Number, IReadOnlyList<Recipient> Recipients, string? Position, Waterfall SoFar)
{
    /// <summary>Recipients in a piece at most.</summary>
    public const int Capacity = 10_000;

    /// <summary>Characters in a piece at most: it is kept whole, and what keeps it takes no more than a mebibyte.</summary>
    public const int MostCharacters = 200_000;

    /// <summary>Whether this is the last piece.</summary>
    public bool IsLast => Position is null;

    /// <summary>Whether a piece that holds so much takes one more recipient.</summary>
    public static bool HasRoom(int recipients, int characters, Recipient next) => recipients < Capacity && characters + next.Characters <= MostCharacters;
}

/// <summary>Keeps frozen audiences while their runs are planned.</summary>
public interface IFrozenAudiences
{
    /// <summary>Adds a piece.</summary>
    /// <returns>False when there is one of this number: another planner came first, and its piece counts.</returns>
    Task<bool> TryAddAsync(Run run, FrozenPiece piece, CancellationToken cancellationToken);

    /// <summary>The pieces there are, in order.</summary>
    IAsyncEnumerable<FrozenPiece> ReadAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Deletes all pieces of a run.</summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}
