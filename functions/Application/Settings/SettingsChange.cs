using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Settings;

/// <summary>A change of settings: what is absent stays, and null brings the default back.</summary>
/// <param name="Consent">Which word lets a message leave: everything but an opt-out (`optOut`), or only an opt-in (`optIn`).</param>
/// <param name="Caps">The most messages one contact gets, by channel; `phone` stands for sms and whatsapp. A channel set to null has no cap any more; null ends all of them.</param>
/// <param name="AttributionWindow">How long after a message an order counts as its conversion, as an ISO 8601 duration from PT1M to P90D.</param>
/// <param name="TimeZone">An IANA zone: where recipients are taken to live of whom neither zone nor country is known; null: UTC.</param>
public sealed record SettingsChange(ConsentMode? Consent, Dictionary<string, CapRequest?>? Caps, string? AttributionWindow, string? TimeZone);
