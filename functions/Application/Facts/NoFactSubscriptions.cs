using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Facts;

/// <summary>The subscriptions of a deployment without automations.</summary>
internal sealed class NoFactSubscriptions : IFactSubscriptions
{
    public ValueTask<IReadOnlyList<FactSubscription>> ForAsync(string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<FactSubscription>>([]);
}
