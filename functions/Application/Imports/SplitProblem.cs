namespace CampaignTasks.Application.Imports;

/// <summary>A mistake in the quotes of a record.</summary>
internal enum SplitProblem
{
    None,

    /// <summary>A quote at a cell's start is not closed.</summary>
    OpenQuote,

    /// <summary>A cell goes on after its closing quote.</summary>
    TextBehindQuote,
}
