using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Where a tenant's recipients live.</summary>
public static class RecipientZones
{
    /// <summary>How a recipient's zone is found; null, without any reading, where the schedule does not ask for it.</summary>
    public static async Task<Func<Recipient, RecipientZone>?> ZonesAsync(
        this ISettingsStore settings,
        string tenantId,
        Schedule schedule,
        CancellationToken cancellationToken
    ) => schedule.IsByRecipient ? (await settings.ReadAsync(tenantId, cancellationToken)).ZoneOf : null;
}
