using CampaignTasks.Domain;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps inboxes in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryInboxStore : IInboxStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Contact, MessageId Id), InboxMessage> _messages = [];

    public Task AddAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _messages.TryAdd((message.TenantId, message.ContactId, message.Id), message);
            return Task.CompletedTask;
        }
    }

    public Task<InboxMessage?> FindAsync(string tenantId, string contactId, MessageId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_messages.GetValueOrDefault((tenantId, contactId, id)));
        }
    }

    public Task<InboxMessage?> ReadAsync(
        string tenantId,
        string contactId,
        MessageId id,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var found = _messages.GetValueOrDefault((tenantId, contactId, id));
            return Task.FromResult(
                found is { IsRead: false } ? _messages[(tenantId, contactId, id)] = found with { ReadAt = readAt } : found
            );
        }
    }

    public Task<CursorPage<InboxMessage>> ListAsync(
        string tenantId,
        string contactId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    Of(tenantId, contactId).OrderBy(KeyOf, StringComparer.Ordinal),
                    $"inbox of {tenantId}/{contactId}",
                    KeyOf,
                    (key, from) => string.CompareOrdinal(key, from) > 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task<int> CountUnreadAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenantId, contactId).Count(message => !message.IsRead));
        }
    }

    public Task DeleteAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var message in Of(tenantId, contactId).ToList())
            {
                _messages.Remove((tenantId, contactId, message.Id));
            }

            return Task.CompletedTask;
        }
    }

    private static string KeyOf(InboxMessage message) =>
        $"{(message.IsRead ? 1 : 0)}{DateTimeOffset.MaxValue.UtcTicks - message.ReceivedAt.UtcTicks:D19}-{message.Id}";

    private IEnumerable<InboxMessage> Of(string tenantId, string contactId) =>
        _messages.Values.Where(message => message.TenantId == tenantId && message.ContactId == contactId);
}
