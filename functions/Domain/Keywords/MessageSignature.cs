using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Keywords;

/// <summary>The signature that a phone or mail program puts below a message.</summary>
public static partial class MessageSignature
{
    /// <summary>
    /// Returns the first line of a message where a signature follows it: a blank line, a line of hyphens or underscores, or a line such as
    /// "Sent from my iPhone" comes next. Any other text is returned as it is.
    /// </summary>
    public static string Remove(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.TrimStart().Split('\n', 3);
        return lines.Length > 1 && Beginning().IsMatch(lines[1].Trim()) ? lines[0].TrimEnd() : text;
    }

    // What programs write by default: the verb, and the device or program.
    [GeneratedRegex(
        @"^(?:$|[-–—_]{2,}$|—$|(?:sent|get|von|gesendet|envoyé|enviado|inviato|verzonden|отправлено|wysłane|skickat|sendt)\b.*"
            + @"\b(?:iphone|ipad|android|outlook|samsung|galaxy|huawei|xiaomi|pixel|oneplus|nokia|blackberry|smartphone|mail|gmail)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Beginning();
}
