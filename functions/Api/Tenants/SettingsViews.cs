using CampaignTasks.Api.Http;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A change of settings: what is absent stays, and null brings the default back.</summary>
/// <param name="Consent">Which word lets a message leave: everything but an opt-out (`optOut`), or only an opt-in (`optIn`).</param>
/// <param name="Caps">The most messages one contact gets, by channel; `phone` stands for sms and whatsapp. A channel set to null has no cap any more; null ends all of them.</param>
/// <param name="AttributionWindow">How long after a message an order counts as its conversion, as an ISO 8601 duration from PT1M to P90D.</param>
/// <param name="TimeZone">An IANA zone: where recipients are taken to live of whom neither zone nor country is known; null: UTC.</param>
internal sealed record SettingsChange(ConsentMode? Consent, Dictionary<string, CapRequest?>? Caps, string? AttributionWindow, string? TimeZone);

/// <summary>The most messages one contact gets on a channel.</summary>
/// <param name="Messages">How many: 1 to 100.</param>
/// <param name="Period">In how long, as an ISO 8601 duration from PT1M to P90D. The time rolls: it is counted back from each message.</param>
internal sealed record CapRequest(int? Messages, string? Period);

/// <summary>What a tenant decided for all its tasks.</summary>
/// <param name="Consent">Which word lets a message leave.</param>
/// <param name="Caps">The most messages one contact gets, by channel; a channel that is absent has no cap.</param>
/// <param name="AttributionWindow">How long after a message an order counts as its conversion.</param>
/// <param name="TimeZone">Where recipients are taken to live of whom neither zone nor country is known.</param>
internal sealed record SettingsView(ConsentMode Consent, IReadOnlyDictionary<string, CapView> Caps, string AttributionWindow, string TimeZone)
{
    public static SettingsView Of(TenantSettings settings) => new(
        settings.Consent,
        settings.Caps.OrderBy(cap => cap.Key).ToDictionary(cap => WireNames.Of(cap.Key), cap => CapView.Of(cap.Value), StringComparer.Ordinal),
        IsoDuration.Format(settings.AttributionWindow),
        settings.TimeZone ?? "UTC");
}

/// <summary>The most messages one contact gets on a channel.</summary>
internal sealed record CapView(int Messages, string Period)
{
    public static CapView Of(FrequencyCap cap) => new(cap.Messages, IsoDuration.Format(cap.Period));
}
