using System.Text.RegularExpressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Channels.Http;

/// <summary>The cleaning of a provider's texts before they are stored: one short line without addresses.</summary>
internal static partial class ProviderWords
{
    private const int Longest = 300;
    private const string Mask = "[address]";

    /// <summary>The words without <paramref name="address"/> and without anything else that looks like an e-mail address or phone
    /// number.</summary>
    public static string Clean(string? words, string? address)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return "The provider gave no reason.";
        }

        // Bounded before it is searched, with room for an address that straddles the cut.
        var text = TextRules.Truncate(words, Longest * 2);
        if (!string.IsNullOrEmpty(address))
        {
            text = text.Replace(address, Mask, StringComparison.OrdinalIgnoreCase)
                .Replace(Uri.EscapeDataString(address), Mask, StringComparison.OrdinalIgnoreCase);
        }

        text = Spaces().Replace(Phones().Replace(Mails().Replace(text, Mask), Mask), " ").Trim();
        return TextRules.Truncate(text, Longest);
    }

    /// <summary>Returns the code when it can be stored, otherwise the fallback.</summary>
    public static string Code(string? code, string fallback) =>
        code is { Length: > 0 and <= 100 } && !code.Any(static letter => char.IsControl(letter) || letter is '@' or '+') ? code : fallback;

    [GeneratedRegex(@"[^\s@<>""'(),;:]+@[^\s@<>""'(),;:]+")]
    private static partial Regex Mails();

    [GeneratedRegex(@"\+\d[\d ().-]{4,}\d|(?<![\w-])\d{9,15}(?![\w-])")]
    private static partial Regex Phones();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Spaces();
}
