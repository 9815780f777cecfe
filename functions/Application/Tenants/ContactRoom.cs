using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>How many more contacts a tenant may have. Thread-safe.</summary>
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
