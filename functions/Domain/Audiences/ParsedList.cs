namespace CampaignTasks.Domain.Audiences;

/// <summary>A pasted list after parsing. Every line is an address, a duplicate, an error or blank.</summary>
/// <param name="Addresses">The distinct addresses, normalized, in the order they first appear.</param>
/// <param name="Duplicates">The number of lines that repeat an earlier address.</param>
/// <param name="Blanks">The number of blank lines.</param>
/// <param name="Errors">The first wrong lines, at most <see cref="ListReader.MaxErrors"/>.</param>
/// <param name="ErrorCount">The number of wrong lines.</param>
public sealed record ParsedList(
    IReadOnlyList<string> Addresses,
    int Duplicates,
    int Blanks,
    IReadOnlyList<LineError> Errors,
    int ErrorCount
)
{
    /// <summary>The number of lines.</summary>
    public int Lines => Addresses.Count + Duplicates + Blanks + ErrorCount;

    /// <summary>Creates the audience that the task holds.</summary>
    /// <param name="version">The version of the list under which the addresses are stored.</param>
    public PastedList ToAudience(int version) => new(version, Addresses.Count, Duplicates);
}
