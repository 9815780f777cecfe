using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps what people wrote in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryReceivedMessageStore : IReceivedMessageStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Person, string Id), ReceivedMessage> _messages = [];

    public Task SaveAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _messages[(message.TenantId, message.Person, message.Id)] = message;
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<ReceivedMessage>> ListAsync(
        string tenantId,
        string person,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    Of(tenantId, person).OrderByDescending(message => message.Id, StringComparer.Ordinal),
                    $"received of {tenantId}/{person}",
                    message => message.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var message in Of(tenantId, person).ToList())
            {
                _messages.Remove((message.TenantId, message.Person, message.Id));
            }

            return Task.CompletedTask;
        }
    }

    private IEnumerable<ReceivedMessage> Of(string tenantId, string person) =>
        _messages.Values.Where(message => message.TenantId == tenantId && message.Person == person);
}
