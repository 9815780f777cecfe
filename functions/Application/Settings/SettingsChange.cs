using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Settings;

/// <summary>A change of settings: absent fields stay as they are, and null restores the default.</summary>
/// <param name="Consent">The consent a message needs: no opt-out (`optOut`), or an opt-in (`optIn`).</param>
/// <param name="Caps">
/// The most messages one contact gets, by channel; `phone` stands for sms and whatsapp. Null for a channel removes its cap; null removes
/// all caps.
/// </param>
/// <param name="AttributionWindow">
/// How long after a message an order counts as its conversion, as an ISO 8601 duration from PT1M to P90D.
/// </param>
/// <param name="TimeZone">The IANA zone of recipients whose zone and country are unknown; null: UTC.</param>
/// <param name="Country">
/// The country, by its two letters of ISO 3166, in which national phone numbers are read where no contact's country is known; null: none,
/// and they are refused. A change leaves stored addresses as they are.
/// </param>
/// <param name="Language">
/// The language, as a BCP 47 tag, of people whose own is unknown or not among a creative's languages; null: the creative's own texts.
/// </param>
/// <param name="Approval">Whether a task needs the approval of a second person before it starts: `required` or `notRequired`.</param>
/// <param name="ApprovalByChannel">
/// The same for single channels, where it is another rule; `phone` stands for sms and whatsapp. Null for a channel removes its rule; null
/// removes all of them.
/// </param>
/// <param name="Retention">
/// How many days runs with their messages, audit entries, messages of the sandbox, imports, events and carts are kept. Periods that it
/// does not name stay; null restores all defaults.
/// </param>
public sealed record SettingsChange(
    ConsentMode? Consent,
    Dictionary<string, CapRequest?>? Caps,
    string? AttributionWindow,
    string? TimeZone,
    string? Country,
    string? Language,
    ApprovalRule? Approval = null,
    Dictionary<string, ApprovalRule?>? ApprovalByChannel = null,
    RetentionRequest? Retention = null
);
