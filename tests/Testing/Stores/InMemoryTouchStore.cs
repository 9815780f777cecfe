using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps touches in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryTouchStore : ITouchStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Person), TouchHistory> _histories = [];
    private readonly Dictionary<string, DateTimeOffset> _first = [];

    public Task<DateTimeOffset?> FirstAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<DateTimeOffset?>(_first.TryGetValue(tenantId, out var first) ? first : null);
        }
    }

    public Task<IReadOnlyList<TouchHistory>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> people,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TouchHistory>>([
                .. people.Select(person => _histories.GetValueOrDefault((tenantId, person), TouchHistory.Empty)),
            ]);
        }
    }

    public Task AddAsync(
        string tenantId,
        IReadOnlyList<(string Person, Touch Touch)> touches,
        DateTimeOffset keepFrom,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            foreach (var (person, touch) in touches)
            {
                _first.TryAdd(tenantId, touches.Min(one => one.Touch.At));
                _histories[(tenantId, person)] = _histories.GetValueOrDefault((tenantId, person), TouchHistory.Empty).With(touch, keepFrom);
            }

            return Task.CompletedTask;
        }
    }

    public Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _histories.Remove((tenantId, person));
            return Task.CompletedTask;
        }
    }
}
