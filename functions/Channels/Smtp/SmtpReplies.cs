using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The meaning of a mail server's replies and of the status in a bounce.</summary>
/// <remarks>
/// Sources: RFC 5321 (replies), RFC 3463 and IANA's registry of enhanced status codes, RFC 4954 (authentication); for the pace the replies
/// of Amazon SES (454 Throttling failure) and Gmail (4.7.28). A code that is not here is about the message only: 5.7.1 may be a policy of
/// one receiving server.
/// </remarks>
internal static partial class SmtpReplies
{
    // By subject and detail of a permanent failure.
    private static readonly FrozenDictionary<string, ErrorClass> Permanent = new Dictionary<string, ErrorClass>
    {
        // Bad mailbox, bad domain, bad syntax, mailbox moved, domain takes no mail, mailbox disabled.
        ["1.1"] = ErrorClass.NoRecipient,
        ["1.2"] = ErrorClass.NoRecipient,
        ["1.3"] = ErrorClass.NoRecipient,
        ["1.6"] = ErrorClass.NoRecipient,
        ["1.10"] = ErrorClass.NoRecipient,
        ["2.1"] = ErrorClass.NoRecipient,
        // Bad sender, by form and by domain.
        ["1.7"] = ErrorClass.Account,
        ["1.8"] = ErrorClass.Account,
        // Credentials, and what the server wants of them.
        ["7.8"] = ErrorClass.Account,
        ["7.9"] = ErrorClass.Account,
        ["7.10"] = ErrorClass.Account,
        ["7.11"] = ErrorClass.Account,
        ["7.12"] = ErrorClass.Account,
        ["7.13"] = ErrorClass.Account,
        ["7.14"] = ErrorClass.Account,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Congestion; too many mails of this sender.
    private static readonly FrozenSet<string> Pace = new[] { "4.5", "7.28" }.ToFrozenSet(StringComparer.Ordinal);

    // Authentication required, mechanism too weak, credentials invalid, encryption required.
    private static readonly int[] OfAccount = [530, 534, 535, 538];

    /// <summary>Classifies a reply.</summary>
    /// <param name="status">The reply's three digits.</param>
    /// <param name="text">The reply's text, with the enhanced code where the server gives one.</param>
    /// <param name="isAboutSender">Whether it answers MAIL FROM: a refusal is then about the account, unless it is about the size.</param>
    public static ErrorClass Classify(int status, string text, bool isAboutSender = false)
    {
        var detail = DetailOf(text);
        return status switch
        {
            >= 400 and < 500 when (detail is not null && Pace.Contains(detail)) || IsThrottling(status, text) => ErrorClass.Pace,
            >= 400 and < 500 => ErrorClass.Outage,
            >= 500 and < 600 when Array.IndexOf(OfAccount, status) >= 0 => ErrorClass.Account,
            >= 500 and < 600 when detail is not null && Permanent.TryGetValue(detail, out var about) => about,
            >= 500 and < 600 => isAboutSender && status is not 552 ? ErrorClass.Account : ErrorClass.Message,
            _ => ErrorClass.InDoubt,
        };
    }

    /// <summary>Gets the outcome of a reply to a message for an address.</summary>
    public static SendOutcome ToOutcome(int status, string text, string? address, bool isAboutSender = false)
    {
        var code = CodeOf(status, text);
        var reason = ProviderWords.Clean(text, address);
        return Classify(status, text, isAboutSender) is var about && about is ErrorClass.NoRecipient
            ? new SendOutcome.Rejected(code, reason, Bounce(code))
            : about.ToOutcome("smtp", code, reason);
    }

    /// <summary>Gets what the status in a bounce says about the address for good; null when it is about the message only.</summary>
    /// <param name="status">The enhanced status code.</param>
    public static Verdict? VerdictOf(string status) =>
        status.StartsWith('5') && DetailOf(status) is { } detail && Permanent.GetValueOrDefault(detail) is ErrorClass.NoRecipient
            ? Bounce(status)
            : null;

    /// <summary>
    /// Gets the enhanced status code at the start of a text, as in <c>5.1.1</c>, or after a reply's digits; null when it has none.
    /// </summary>
    public static string? EnhancedOf(string? text) =>
        text is not null && Enhanced().Match(text) is { Success: true } match ? match.Groups["code"].Value : null;

    private static string? DetailOf(string text) => EnhancedOf(text) is { } code ? code[2..] : null;

    private static string CodeOf(int status, string text) => EnhancedOf(text) ?? status.ToString(CultureInfo.InvariantCulture);

    private static bool IsThrottling(int status, string text) =>
        status is 421 or 450 or 451 or 454 && text.Contains("throttl", StringComparison.OrdinalIgnoreCase);

    private static Verdict Bounce(string code) => new(SuppressionReason.HardBounce, $"smtp {code}");

    [GeneratedRegex(@"^\s*(?:[a-z]+\s*;\s*)?(?:[245]\d\d[ :-]+)?(?<code>[245]\.\d{1,3}\.\d{1,3})(?!\.?\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Enhanced();
}
