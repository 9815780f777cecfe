using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Json;

/// <summary>The display of field names from callers in error responses.</summary>
internal static class FieldNames
{
    private const int Longest = 60;

    /// <summary>Shortens a name to 60 characters, never inside a surrogate pair.</summary>
    public static string Shown(string name) => name.Length <= Longest ? name : $"{TextRules.Truncate(name, Longest)}…";
}
