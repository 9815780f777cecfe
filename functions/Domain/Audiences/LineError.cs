using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Audiences;

/// <summary>An error in one line of a list.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">What it says, shortened.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
public sealed record LineError(int Line, string Text, string Reason)
{
    /// <summary>Adds the wrong lines of a field: the first one by one, the others by their number.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="field">The field that holds the list.</param>
    /// <param name="errors">Gets them.</param>
    public static void AddTo(IReadOnlyList<LineError> first, int count, string field, ValidationErrors errors)
    {
        // The last message that is kept says how many more there are.
        var shown = count > first.Count ? Math.Min(first.Count, ValidationErrors.Most - 1) : first.Count;
        foreach (var error in first.Take(shown))
        {
            errors.Add(field, error.ToString());
        }

        if (count > shown)
        {
            errors.Add(field, $"{count - shown} more lines are wrong.");
        }
    }

    /// <summary>Formats the error as one sentence.</summary>
    public override string ToString() => $"Line {Line} ('{Text}'): {Reason}";
}
