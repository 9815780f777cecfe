namespace CampaignTasks.Application.Erasures;

/// <summary>A starter of erasure scans.</summary>
internal interface IErasureRunner
{
    /// <summary>Starts the tenant's scan; a running one continues, and begins another when it has ended.</summary>
    Task StartAsync(string tenantId, CancellationToken cancellationToken);
}
