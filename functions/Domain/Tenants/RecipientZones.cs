using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Tenants;

/// <summary>The time zones of a tenant's recipients.</summary>
public static class RecipientZones
{
    /// <summary>Gets the function that finds a recipient's zone; null, without a read, where the schedule does not need it.</summary>
    public static async Task<Func<Recipient, RecipientZone>?> ZonesAsync(
        this ISettingsStore settings,
        string tenantId,
        Schedule schedule,
        CancellationToken cancellationToken
    ) => schedule.IsByRecipient ? (await settings.ReadAsync(tenantId, cancellationToken)).ZoneOf : null;
}
