using System.Collections.Frozen;
using System.Globalization;
using CampaignTasks.Channels.Http;

namespace CampaignTasks.Channels.Meta;

/// <summary>
/// The subjects of the error codes of Meta's Graph API, in answers and in status webhooks alike. A code that is not here is about the
/// message.
/// </summary>
/// <remarks>
/// Sources: the tables "Error codes" of the WhatsApp Business Platform and of the Send API of the Messenger Platform, as of 2026-11. Meta
/// asks to decide by the code, not by the HTTP status or the title.
/// </remarks>
internal static class MetaErrors
{
    private static readonly FrozenDictionary<int, ErrorClass> Codes = new Dictionary<int, ErrorClass>
    {
        // Unable to authenticate; capability; permission denied; token expired; policy block.
        [0] = ErrorClass.Account,
        [3] = ErrorClass.Account,
        [10] = ErrorClass.Account,
        [190] = ErrorClass.Account,
        [368] = ErrorClass.Account,
        // Account locked; business eligibility and payment; number not registered.
        [131031] = ErrorClass.Account,
        [131042] = ErrorClass.Account,
        [131005] = ErrorClass.Account,
        [133010] = ErrorClass.Account,
        // Calls of the app; of the account; throughput; spam rate; pair rate; Instagram's calls.
        [4] = ErrorClass.Pace,
        [613] = ErrorClass.Pace,
        [80007] = ErrorClass.Pace,
        [130429] = ErrorClass.Pace,
        [131048] = ErrorClass.Pace,
        [131056] = ErrorClass.Pace,
        // API unknown; API service; something went wrong; service unavailable; server temporarily unavailable; maintenance.
        [1] = ErrorClass.InDoubt,
        [2] = ErrorClass.Outage,
        [131000] = ErrorClass.InDoubt,
        [131016] = ErrorClass.Outage,
        [133004] = ErrorClass.Outage,
        [131057] = ErrorClass.Outage,
        [1200] = ErrorClass.Outage,
        // The user stopped marketing messages.
        [131050] = ErrorClass.OptedOut,
    }.ToFrozenDictionary();

    // Permission denied outside the window in which Instagram allows answers: about this person and this time, not about the account.
    private static readonly FrozenSet<string> OutsideWindow = FrozenSet.ToFrozenSet(["2534022", "2018278"]);

    /// <summary>Gets what a code is about.</summary>
    public static ErrorClass Of(string code, string? subcode = null) =>
        subcode is not null && OutsideWindow.Contains(subcode) ? ErrorClass.Message
        : !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ErrorClass.Message
        : Codes.TryGetValue(number, out var about) ? about
        // "API permission (multiple values)".
        : number is >= 200 and < 300 ? ErrorClass.Account
        : ErrorClass.Message;
}
