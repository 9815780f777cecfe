using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Testing.Stores;

/// <summary>The ids of inbound messages in memory. Thread-safe.</summary>
public sealed class InMemoryInboundMessageStore : IInboundMessageStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string TenantId, string AccountId, string MessageId), DateTimeOffset> _messages = [];

    public Task<DateTimeOffset> AddAsync(
        string tenantId,
        string accountId,
        string messageId,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            _messages.TryAdd((tenantId, accountId, messageId), receivedAt);
            return Task.FromResult(_messages[(tenantId, accountId, messageId)]);
        }
    }
}
