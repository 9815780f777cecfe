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
/// <param name="Retention">How many days what tasks leave behind is kept.</param>
internal sealed record SettingsView(
    ConsentMode Consent,
    IReadOnlyDictionary<string, CapView> Caps,
    string AttributionWindow,
    string TimeZone,
    string? Country,
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
            RetentionView.From(settings.Retention)
        );
}
