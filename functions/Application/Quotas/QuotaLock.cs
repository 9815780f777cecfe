using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Quotas;

/// <summary>The lock of one quota in this process, and the quota as its last holder left it.</summary>
internal sealed class QuotaLock(string tenantId, string scope)
{
    public string TenantId { get; } = tenantId;

    public string Scope { get; } = scope;

    /// <summary>The senders that wait for the lock, first come, first served.</summary>
    public Queue<TaskCompletionSource> Waiting { get; } = new();

    /// <summary>The quota as it was last read or saved here; null when that is not known. Only for the holder of the lock.</summary>
    public SendQuota? Known { get; set; }

    /// <summary>The number of senders that wait for the lock or hold it; a canceled one counts until it would have got it.</summary>
    public int Users { get; set; }

    public long LastUse { get; set; }
}
