using System.Collections.Frozen;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Twilio;

/// <summary>
/// The codes with which Twilio says that a number takes no more messages, in answers and status callbacks alike. Every other code is about
/// this message, this time or this sender: 30003 (unreachable), 30004 (blocked), 30007 (filtered), 30008 (unknown), 21408 and 21612 (the
/// account's countries and routes).
/// </summary>
/// <remarks>Source: Twilio's error and warning dictionary (twilio.com/docs/api/errors), as of 2026-11.</remarks>
internal static class TwilioAddressVerdicts
{
    private static readonly FrozenDictionary<string, SuppressionReason> Reasons = new Dictionary<string, SuppressionReason>
    {
        // "Attempt to send to unsubscribed recipient": the person replied STOP to this sender.
        ["21610"] = SuppressionReason.UnsubscribedAtProvider,
        // "Invalid 'To' phone number".
        ["21211"] = SuppressionReason.InvalidAddress,
        // "'To' number is not a valid mobile number".
        ["21614"] = SuppressionReason.InvalidAddress,
        // "Unknown destination handset": unknown, inactive, or no longer in service.
        ["30005"] = SuppressionReason.InvalidAddress,
        // "Landline or unreachable carrier".
        ["30006"] = SuppressionReason.InvalidAddress,
        // "Channel could not find To address": not a WhatsApp user.
        ["63003"] = SuppressionReason.InvalidAddress,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Gets the verdict of a code; null when it is about the message only.</summary>
    public static Verdict? Of(string? code) =>
        code is not null && Reasons.TryGetValue(code, out var reason) ? new Verdict(reason, $"twilio {code}") : null;
}
