using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>The contacts that a tenant may still add. Thread-safe.</summary>
internal sealed class ContactRoom(long limit, long left)
{
    private long _left = left;

    /// <summary>Takes the place of one contact; false when there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _left);
        return false;
    }

    /// <summary>Creates the refusal of a contact that has no place.</summary>
    public QuotaExceededException Exceeded() => new(QuotaKind.Contacts, limit);
}
