using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps automations in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryAutomationStore : IAutomationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AutomationKey, Automation> _automations = [];
    private readonly Dictionary<(AutomationKey Key, int Version), AutomationPlan> _plans = [];
    private readonly Dictionary<AutomationKey, List<AutomationEntry>> _entries = [];
    private long _version;

    public Task<Automation> AddAsync(Automation automation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _automations.ContainsKey(automation.Key)
                ? throw new ConcurrencyConflictException($"Automation {automation.Id}")
                : Task.FromResult(Store(automation));
        }
    }

    public Task<Automation?> FindAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_automations.GetValueOrDefault(key));
        }
    }

    public Task<Automation> UpdateAsync(Automation automation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            EnsureVersion(automation);
            return Task.FromResult(Store(automation));
        }
    }

    public Task<AutomationPlan?> FindPlanAsync(AutomationKey key, int version, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_plans.GetValueOrDefault((key, version)));
        }
    }

    public Task DeleteAsync(Automation automation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_automations.ContainsKey(automation.Key))
            {
                EnsureVersion(automation);
                _automations.Remove(automation.Key);
                _entries.Remove(automation.Key);
                foreach (var plan in _plans.Keys.Where(plan => plan.Key == automation.Key).ToList())
                {
                    _plans.Remove(plan);
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Automation>> ListAsync(
        string tenantId,
        AutomationStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            var own = _automations
                .Values.Where(automation => automation.TenantId == tenantId && automation.Test is null)
                .Where(automation => status is null || automation.Status == status);
            return Task.FromResult(Page(own, $"automations of {tenantId}", limit, cursor));
        }
    }

    public Task<CursorPage<Automation>> ListTestsAsync(AutomationKey key, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var own = _automations.Values.Where(one => one.TenantId == key.TenantId && one.Test?.Of == key.AutomationId);
            return Task.FromResult(Page(own, $"tests of {key.AutomationId}", limit, cursor));
        }
    }

    public Task<IReadOnlyList<FactSubscription>> ReadSubscriptionsAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<FactSubscription>>([
                .. _automations
                    .Values.Where(automation => automation.TenantId == tenantId)
                    .OrderByDescending(automation => automation.Id, StringComparer.Ordinal)
                    .Select(AutomationFacts.Of)
                    .OfType<FactSubscription>(),
            ]);
        }
    }

    public Task<CursorPage<AutomationEntry>> ListEntriesAsync(
        AutomationKey key,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            var entries = _entries.GetValueOrDefault(key, []);
            var numbered = entries.Select((entry, i) => (Number: i, Entry: entry)).Reverse();
            var page = ListCursor.Page(
                numbered,
                $"log of {key.AutomationId}",
                one => one.Number.ToString("D10", System.Globalization.CultureInfo.InvariantCulture),
                (number, from) => string.CompareOrdinal(number, from) < 0,
                limit,
                cursor
            );
            return Task.FromResult(new CursorPage<AutomationEntry>([.. page.Items.Select(one => one.Entry)], page.Next));
        }
    }

    private static CursorPage<Automation> Page(IEnumerable<Automation> own, string list, int limit, string? cursor) =>
        ListCursor.Page(
            own.OrderByDescending(automation => automation.Id, StringComparer.Ordinal),
            list,
            automation => automation.Id,
            (id, from) => string.CompareOrdinal(id, from) < 0,
            limit,
            cursor
        );

    private void EnsureVersion(Automation automation)
    {
        if (!_automations.TryGetValue(automation.Key, out var stored) || stored.ETag != automation.ETag)
        {
            throw new ConcurrencyConflictException($"Automation {automation.Id}");
        }
    }

    private Automation Store(Automation automation)
    {
        if (!_entries.TryGetValue(automation.Key, out var entries))
        {
            _entries[automation.Key] = entries = [];
        }

        entries.AddRange(automation.PendingEvents);
        _plans[(automation.Key, automation.Version)] = automation.Plan;
        var stored = automation.WithEventsStored() with { ETag = $"W/\"{++_version}\"" };
        return _automations[automation.Key] = stored;
    }
}
