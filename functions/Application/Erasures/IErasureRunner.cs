namespace CampaignTasks.Application.Erasures;

/// <summary>Sets erasures going.</summary>
internal interface IErasureRunner
{
    /// <summary>Starts the tenant's walk; one that is under way goes on, and begins another when it is through.</summary>
    Task StartAsync(string tenantId, CancellationToken cancellationToken);
}
