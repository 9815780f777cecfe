using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Testing.Stores;

/// <summary>The sandbox outbox in memory.</summary>
public sealed class InMemorySandboxOutbox : ISandboxOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedList<string, SandboxMessage>> _tenants = [];

    public Task AddAsync(SandboxMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_tenants.TryGetValue(message.TenantId, out var messages))
            {
                _tenants[message.TenantId] = messages = new(StringComparer.Ordinal);
            }

            messages.TryAdd(message.Id.ToString(), message);
        }

        return Task.CompletedTask;
    }

    public Task<CursorPage<SandboxMessage>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 200);
        if (cursor is not null && !MessageId.TryParse(cursor, out _))
        {
            throw new BadCursorException();
        }

        lock (_lock)
        {
            var rest = _tenants.TryGetValue(tenantId, out var messages)
                ? messages.Where(pair => cursor is null || string.CompareOrdinal(pair.Key, cursor) > 0).Take(limit + 1).ToList()
                : [];
            var next = rest.Count > limit ? rest[limit - 1].Key : null;
            return Task.FromResult(new CursorPage<SandboxMessage>([.. rest.Take(limit).Select(pair => pair.Value)], next));
        }
    }

    public Task DeleteAsync(string tenantId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var message in messages)
            {
                _tenants.GetValueOrDefault(tenantId)?.Remove(message.ToString());
            }
        }

        return Task.CompletedTask;
    }
}
