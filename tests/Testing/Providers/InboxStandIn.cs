using System.Text;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Testing.Providers;

/// <summary>The store of inboxes in place of a provider: it fails as it is told, and knows one contact.</summary>
public sealed class InboxStandIn : IStandIn, IInboxStore
{
    /// <summary>The contact that there is.</summary>
    public const string Known = "contact-7";

    private readonly InMemoryInboxStore _inboxes = new();
    private readonly List<ProviderRequest> _requests = [];
    private bool _isGone;

    public Script Script { get; } = new(TimeProvider.System);

    public IReadOnlyCollection<ProviderRequest> Requests => _requests;

    public int RequestCount => _requests.Count;

    /// <summary>Finds the contact; null where it is to be refused.</summary>
    public Task<Contact?> FindContactAsync(string tenantId, string id)
    {
        if (_isGone)
        {
            throw new IOException("The storage does not answer.");
        }

        var isKnown = id is Known && Script.For(id) is not Misbehaviour.Refuse;
        var now = DateTimeOffset.UnixEpoch;
        return Task.FromResult(
            isKnown
                ? new Contact
                {
                    TenantId = tenantId,
                    Id = id,
                    CreatedAt = now,
                    UpdatedAt = now,
                }
                : null
        );
    }

    public async Task AddAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(message.Text);
        _requests.Add(new(_requests.Count + 1, message.ContactId, message.Id.ToGuid(), message.ReceivedAt, IsAuthentic: true, body));
        var how = Script.For(message.ContactId);
        if (how is null or Misbehaviour.TakeThenFail or Misbehaviour.Hang { Takes: true } or Misbehaviour.Drop { Takes: true })
        {
            await _inboxes.AddAsync(message, cancellationToken);
        }

        await (
            how switch
            {
                null => Task.CompletedTask,
                Misbehaviour.Hang => new TaskCompletionSource().Task.WaitAsync(cancellationToken),
                _ => Task.FromException(new IOException("The storage does not answer.")),
            }
        );
    }

    public Task<InboxMessage?> FindAsync(string tenantId, string contactId, MessageId id, CancellationToken cancellationToken) =>
        _inboxes.FindAsync(tenantId, contactId, id, cancellationToken);

    public Task<InboxMessage?> ReadAsync(
        string tenantId,
        string contactId,
        MessageId id,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    ) => _inboxes.ReadAsync(tenantId, contactId, id, readAt, cancellationToken);

    public Task<CursorPage<InboxMessage>> ListAsync(
        string tenantId,
        string contactId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => _inboxes.ListAsync(tenantId, contactId, limit, cursor, cancellationToken);

    public Task<int> CountUnreadAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        _inboxes.CountUnreadAsync(tenantId, contactId, cancellationToken);

    public Task DeleteAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        _inboxes.DeleteAsync(tenantId, contactId, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _isGone = true;
        return ValueTask.CompletedTask;
    }
}
