using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Testing.Stores;

/// <summary>The ids of sent messages in memory. Thread-safe.</summary>
public sealed class InMemorySentMessageStore : ISentMessageStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Account, string Id), MessageId> _messages = [];

    public Task SaveAsync(
        string tenantId,
        string accountId,
        string providerId,
        MessageId message,
        DateTimeOffset sentAt,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            _messages[(tenantId, accountId, providerId)] = message;
            return Task.CompletedTask;
        }
    }

    public Task<MessageId?> FindAsync(string tenantId, string accountId, string providerId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_messages.GetValueOrDefault((tenantId, accountId, providerId)));
        }
    }
}
