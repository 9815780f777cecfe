using CampaignTasks.Domain.Conversions;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps conversions in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryConversionStore : IConversionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Order), Conversion> _conversions = [];

    public Task<IReadOnlyList<Conversion?>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> orderIds,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Conversion?>>([.. orderIds.Select(id => _conversions.GetValueOrDefault((tenantId, id)))]);
        }
    }

    public Task SaveAsync(string tenantId, IReadOnlyList<Conversion> conversions, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var conversion in conversions)
            {
                if (!_conversions.TryGetValue((tenantId, conversion.OrderId), out var before) || before.Version < conversion.Version)
                {
                    _conversions[(tenantId, conversion.OrderId)] = conversion;
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ConversionTotals>> TotalsAsync(
        string tenantId,
        IReadOnlyList<string> taskIds,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ConversionTotals>>([
                .. taskIds.Select(task =>
                    _conversions
                        .Where(one => one.Key.Tenant == tenantId && one.Value.TaskId == task)
                        .Aggregate(ConversionTotals.None, (totals, one) => totals.With(one.Value, by: 1))
                ),
            ]);
        }
    }
}
