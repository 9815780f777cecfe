using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Inboxes;

/// <summary>
/// A store of inboxes in Table Storage: one partition per contact. A message's row stands where it is listed, unread before read; an
/// entry under its id says where that is. Both change in one transaction. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableInboxStore(StorageTables tables) : IInboxStore
{
    private const string Unread = "0";
    private const string Read = "1";
    private const string Entries = "2";
    private const string Place = "Place";

    private readonly TableClient _table = tables.Inboxes;

    /// <inheritdoc/>
    public async Task AddAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var row = RowOf(message);
        await _table.TryInsertAsync(
            EntryOf(message, row.RowKey),
            [new TableTransactionAction(TableTransactionActionType.Add, row)],
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<InboxMessage?> FindAsync(string tenantId, string contactId, MessageId id, CancellationToken cancellationToken) =>
        (await LookUpAsync(tenantId, contactId, id, cancellationToken)).Message;

    /// <inheritdoc/>
    public async Task<InboxMessage?> ReadAsync(
        string tenantId,
        string contactId,
        MessageId id,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    )
    {
        var (entry, message) = await LookUpAsync(tenantId, contactId, id, cancellationToken);
        if (message is null or { IsRead: true })
        {
            return message;
        }

        var read = message with { ReadAt = readAt };
        var (before, after) = (RowOf(message), RowOf(read));
        await _table.UpdateOrLoseAsync(
            EntryOf(read, after.RowKey),
            ConditionalWrites.Version(entry!),
            TableUpdateMode.Replace,
            [
                new TableTransactionAction(TableTransactionActionType.Delete, before, ETag.All),
                new TableTransactionAction(TableTransactionActionType.Add, after),
            ],
            $"message {id}",
            cancellationToken
        );
        return read;
    }

    /// <inheritdoc/>
    public Task<CursorPage<InboxMessage>> ListAsync(
        string tenantId,
        string contactId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        RowLists.PageAsync(
            _table,
            Partition(tenantId, contactId),
            TableClient.CreateQueryFilter($"RowKey lt {Entries}"),
            isSieved: false,
            limit,
            cursor,
            static row => Columns.ReadRecord(row, DomainJson.Default.InboxMessage),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<int> CountUnreadAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        await _table
            .ReadAsync(RowFilter.Range(Partition(tenantId, contactId), Unread, Read), perAnswer: null, columns: [], cancellationToken)
            .CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        var filter = RowFilter.Partition(Partition(tenantId, contactId));
        while (await _table.DeleteSomeAsync(filter, RowLimits.PageRows, cancellationToken) > 0) { }
    }

    private static string Partition(string tenantId, string contactId) => Keys.Partition(tenantId, contactId);

    private static string EntryKey(MessageId id) => $"{Entries}{id}";

    // The later, the smaller.
    private static TableEntity RowOf(InboxMessage message)
    {
        var age = (DateTimeOffset.MaxValue.UtcTicks - message.ReceivedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var row = new TableEntity(Partition(message.TenantId, message.ContactId), $"{(message.IsRead ? Read : Unread)}{age}-{message.Id}")
        {
            [OldRows.KeptSince] = message.ReceivedAt.ToUniversalTime(),
        };
        Columns.WriteRecord(row, message, DomainJson.Default.InboxMessage);
        return row;
    }

    private static TableEntity EntryOf(InboxMessage message, string place) =>
        new(Partition(message.TenantId, message.ContactId), EntryKey(message.Id))
        {
            [OldRows.KeptSince] = message.ReceivedAt.ToUniversalTime(),
            [Place] = place,
        };

    // Retention deletes row by row: an entry whose message is gone is none.
    private async Task<(TableEntity? Entry, InboxMessage? Message)> LookUpAsync(
        string tenantId,
        string contactId,
        MessageId id,
        CancellationToken cancellationToken
    )
    {
        var partition = Partition(tenantId, contactId);
        var entry = await _table.FindAsync(partition, EntryKey(id), cancellationToken);
        return entry?.GetString(Place) is { } place && await _table.FindAsync(partition, place, cancellationToken) is { } row
            ? (entry, Columns.ReadRecord(row, DomainJson.Default.InboxMessage))
            : (null, null);
    }
}
