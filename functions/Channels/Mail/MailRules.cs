using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Mail;

/// <summary>The rules of e-mail that hold for every provider.</summary>
internal static class MailRules
{
    private const int LongestAddress = 320;

    /// <summary>The headers by which mail clients show an unsubscribe button (RFC 2369 and RFC 8058).</summary>
    public static IEnumerable<(string Name, string Value)> UnsubscribeHeaders(Uri? unsubscribe) =>
        unsubscribe is null
            ? []
            : [("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")];

    /// <summary>Returns the rejection of a message that is no e-mail; null when it may be sent.</summary>
    public static SendOutcome.Rejected? Refuse(OutgoingMessage message) =>
        message.Content switch
        {
            { Subject: null or "" } => new("noSubject", "An e-mail needs a subject."),
            { Text: null or "", Html: null or "" } => new("noBody", "An e-mail needs a text or HTML."),
            _ => null,
        };

    /// <summary>Returns null for an address that mails may come from, otherwise the fault.</summary>
    public static string? CheckAddress(string text, string fault)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return
            at > 0
            && at < text.Length - 1
            && at == text.LastIndexOf('@')
            && text.Length <= LongestAddress
            && !text.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '<' or '>' or ',' or ';')
            ? null
            : fault;
    }
}
