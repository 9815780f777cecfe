using System.Collections.Concurrent;
using CampaignTasks.Application.Tenants;

namespace CampaignTasks.Api.Tests.Tenants;

/// <summary>Records which removals were started; removes nothing.</summary>
internal sealed class RecordedRemovals : ITenantRemover
{
    public ConcurrentQueue<string> Started { get; } = new();

    public Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        Started.Enqueue(tenantId);
        return Task.CompletedTask;
    }
}
