using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Quotas;

/// <summary>A budget's place in this process.</summary>
internal sealed class QuotaLock(string tenantId, string scope)
{
    public string TenantId { get; } = tenantId;

    public string Scope { get; } = scope;

    /// <summary>Those who wait for their turn, first come, first served.</summary>
    public Queue<TaskCompletionSource> Waiting { get; } = new();

    /// <summary>The budget as it was last read or saved here; null when that is not known. Only for whose turn it is.</summary>
    public SendQuota? Known { get; set; }

    /// <summary>How many wait, and the one whose turn it is; those who gave up are counted until their turn would have come.</summary>
    public int Visitors { get; set; }

    public long LastVisit { get; set; }
}
