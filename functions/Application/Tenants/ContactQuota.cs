using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>
/// The quota of contacts. It is checked before contacts are created and counted afterwards, so requests at the same time may exceed it by
/// their number, and an import by those of its chunks that other processes store.
/// </summary>
internal sealed class ContactQuota(ITenantCounters counters, TenantQuotaLimits limits)
{
    /// <summary>Gets how many more contacts the tenant may have. Two point reads.</summary>
    public async Task<ContactRoom> RoomAsync(string tenantId, CancellationToken cancellationToken)
    {
        var limit = await limits.OfAsync(tenantId, QuotaKind.Contacts, cancellationToken);
        return new ContactRoom(limit, limit - await counters.ReadAsync(tenantId, QuotaKind.Contacts, cancellationToken));
    }

    /// <summary>Ensures that the tenant may have one contact more.</summary>
    /// <exception cref="QuotaExceededException">It has as many as it may.</exception>
    public async Task EnsureRoomAsync(string tenantId, CancellationToken cancellationToken)
    {
        var room = await RoomAsync(tenantId, cancellationToken);
        if (!room.TryTake())
        {
            throw room.Exceeded();
        }
    }

    /// <summary>Counts contacts that were created or, below 0, deleted. They are stored: no caller can cancel it.</summary>
    public async Task CountAsync(string tenantId, long change)
    {
        if (change is not 0)
        {
            await counters.AddAsync(tenantId, QuotaKind.Contacts, change, CancellationToken.None);
        }
    }
}
