using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Json;

/// <summary>Names that callers made up, in answers.</summary>
internal static class FieldNames
{
    /// <summary>Nobody reads more at once.</summary>
    public const int MaxErrors = 100;

    private const int Longest = 60;

    /// <summary>The name, cut to a length fit to be shown, between characters.</summary>
    public static string Shown(string name) =>
        name.Length <= Longest ? name : $"{TextRules.Truncate(name, Longest)}…";
}
