using System.Collections.Frozen;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Acs;

/// <summary>
/// The words with which Communication Services says that an address takes no more mail: the status of a delivery report, and the code of a
/// refused request. <c>Failed</c>, <c>FilteredSpam</c> and <c>Quarantined</c> are about one message.
/// </summary>
/// <remarks>
/// Source: <c>AcsEmailDeliveryReportStatus</c> of Event Grid's system events, where <c>Bounced</c> is "hard bounce detected"; error codes
/// of the e-mail SDKs' issue trackers.
/// </remarks>
internal static class AcsVerdicts
{
    private static readonly FrozenDictionary<string, SuppressionReason> Reasons = new Dictionary<string, SuppressionReason>
    {
        ["Bounced"] = SuppressionReason.HardBounce,
        ["Suppressed"] = SuppressionReason.ProviderSuppressed,
        ["EmailDroppedAllRecipientsSuppressed"] = SuppressionReason.ProviderSuppressed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the verdict of a status or code; null when it is about the message only.</summary>
    public static Verdict? Of(string? word) =>
        word is not null && Reasons.TryGetValue(word, out var reason) ? new Verdict(reason, "acs") : null;
}
