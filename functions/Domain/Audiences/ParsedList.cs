namespace CampaignTasks.Domain.Audiences;

/// <summary>A pasted list after parsing. Every line is blank, wrong, or has addresses, duplicates and errors.</summary>
/// <param name="Addresses">The distinct addresses, normalized, in the order they first appear.</param>
/// <param name="Duplicates">The number of addresses that repeat an earlier one.</param>
/// <param name="Blanks">The number of blank lines.</param>
/// <param name="Errors">The first faults, at most <see cref="ListReader.MaxErrors"/>.</param>
/// <param name="ErrorCount">The number of wrong addresses, and of lines that cannot be read.</param>
public sealed record ParsedList(
    IReadOnlyList<string> Addresses,
    int Duplicates,
    int Blanks,
    IReadOnlyList<LineError> Errors,
    int ErrorCount
)
{
    /// <summary>The number of all these: nothing else is in the list.</summary>
    public int Entries => Addresses.Count + Duplicates + Blanks + ErrorCount;

    /// <summary>Creates the audience that the task holds.</summary>
    /// <param name="version">The version of the list under which the addresses are stored.</param>
    public PastedList ToAudience(int version) => new(version, Addresses.Count, Duplicates);
}
