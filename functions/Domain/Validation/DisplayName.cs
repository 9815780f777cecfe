namespace CampaignTasks.Domain.Validation;

/// <summary>The checks of a display name.</summary>
public static class DisplayName
{
    private const int MaxLength = 100;

    /// <summary>Checks a required name: 1 to 100 visible characters on one line.</summary>
    public static void Check(string? name, ValidationErrors errors)
    {
        if (TextRules.IsInvisible(name) || TextLength.IsOver(name?.Trim(), MaxLength))
        {
            errors.Add("name", $"Give a name of 1 to {MaxLength} characters on one line.");
        }

        TextRules.CheckName(name, "name", errors);
    }
}
