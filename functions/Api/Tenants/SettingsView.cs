using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Tenants;

/// <summary>A tenant's settings for all its tasks.</summary>
/// <param name="Consent">The consent a message needs: no opt-out (`optOut`), or an opt-in (`optIn`).</param>
/// <param name="Caps">The most messages one contact gets, by channel; a channel that is absent has no cap.</param>
/// <param name="AttributionWindow">How long after a message an order counts as its conversion.</param>
/// <param name="TimeZone">The IANA zone of recipients whose zone and country are unknown.</param>
/// <param name="Country">The country in which national phone numbers are read where no contact's country is known; null: none.</param>
/// <param name="Language">The language of people whose own is unknown or not among a creative's; null: the creative's own texts.</param>
/// <param name="Approval">Whether a task needs the approval of a second person before it starts: `required` or `notRequired`.</param>
/// <param name="ApprovalByChannel">The same for single channels; a channel that is absent follows `approval`.</param>
/// <param name="Retention">How many days what tasks leave behind is kept.</param>
internal sealed record SettingsView(
    ConsentMode Consent,
    IReadOnlyDictionary<string, CapView> Caps,
    string AttributionWindow,
    string TimeZone,
    string? Country,
    string? Language,
    ApprovalRule Approval,
    IReadOnlyDictionary<string, ApprovalRule> ApprovalByChannel,
    RetentionView Retention
)
{
    public static SettingsView From(TenantSettings settings) =>
        new(
            settings.Consent,
            settings
                .Caps.OrderBy(cap => cap.Key)
                .ToDictionary(cap => EnumNames.Of(cap.Key), cap => CapView.From(cap.Value), StringComparer.Ordinal),
            IsoDuration.Format(settings.AttributionWindow),
            settings.TimeZone ?? "UTC",
            settings.Country,
            settings.Language,
            settings.Approval,
            settings
                .ApprovalByChannel.OrderBy(rule => rule.Key)
                .ToDictionary(rule => EnumNames.Of(rule.Key), rule => rule.Value, StringComparer.Ordinal),
            RetentionView.From(settings.Retention)
        );
}
