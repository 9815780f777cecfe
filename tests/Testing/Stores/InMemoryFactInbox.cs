using System.Globalization;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps facts in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryFactInbox : IFactInbox
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Automation), List<FactBatch>> _inboxes = [];
    private long _batches;

    public Task AppendAsync(
        string tenantId,
        string automationId,
        IReadOnlyCollection<ContactFact> facts,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            foreach (var batch in facts.Chunk(IFactInbox.BatchSize))
            {
                Of(tenantId, automationId).Add(new((++_batches).ToString(CultureInfo.InvariantCulture), batch));
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<FactBatch>> ReadAsync(string tenantId, string automationId, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<FactBatch>>([.. Of(tenantId, automationId).Take(most)]);
        }
    }

    public Task DeleteAsync(string tenantId, string automationId, IReadOnlyCollection<string> tokens, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Of(tenantId, automationId).RemoveAll(batch => tokens.Contains(batch.Token));
            return Task.CompletedTask;
        }
    }

    public Task ClearAsync(string tenantId, string automationId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Of(tenantId, automationId).Clear();
            return Task.CompletedTask;
        }
    }

    private List<FactBatch> Of(string tenantId, string automationId) =>
        _inboxes.TryGetValue((tenantId, automationId), out var inbox) ? inbox : _inboxes[(tenantId, automationId)] = [];
}
