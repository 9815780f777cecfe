using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Channels.Twilio;

/// <summary>
/// The senders that Twilio takes as From: a number, a short code, or an alphanumeric sender id
/// (https://support.twilio.com/hc/en-us/articles/223181348: up to 11 letters, digits, blanks and + - _ &amp;, at least one letter).
/// </summary>
internal static class TwilioFrom
{
    public const string Form =
        "Give the sender's number with its country code (+14255550123), a short code of 3 to 8 digits, or a name of at most 11 characters: letters A to Z, digits, blanks and + - _ &, with at least one letter.";

    private const string Prefix = "whatsapp:";

    /// <summary>Removes the mark of a WhatsApp number.</summary>
    public static string WithoutPrefix(string from) => from.StartsWith(Prefix, StringComparison.Ordinal) ? from[Prefix.Length..] : from;

    /// <summary>Returns true for a plus and digits, of a length that their country has.</summary>
    public static bool IsNumber(string text) =>
        text is ['+', .. var digits]
        && digits.All(char.IsAsciiDigit)
        && ChannelAddress.Normalize(ChannelKind.Sms, text).Address is not null;

    public static bool IsShortCode(string text) => text.Length is >= 3 and <= 8 && text.All(char.IsAsciiDigit);

    public static bool IsName(string text) =>
        text.Length is >= 1 and <= 11
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '+' or '-' or '_' or '&')
        && text.Any(char.IsAsciiLetter)
        && text.Trim() == text;
}
