using System.Diagnostics.CodeAnalysis;

namespace CampaignTasks.Domain.Contacts;

/// <summary>Languages as people write them: BCP 47 tags, by their form.</summary>
public static class LanguageTag
{
    /// <summary>The error message for any other text.</summary>
    public const string Fault = "Not a language: give a BCP 47 tag, as in fr or pt-BR.";

    private const int Longest = 35;

    public static bool IsOne([NotNullWhen(true)] string? text) =>
        text is { Length: <= Longest }
        && text.Split('-') is [{ Length: 2 or 3 } language, .. var parts]
        && language.All(char.IsAsciiLetter)
        && parts.All(part => part is { Length: >= 1 and <= 8 } && part.All(char.IsAsciiLetterOrDigit));
}
