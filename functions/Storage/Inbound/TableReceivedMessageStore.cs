using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Inbound;

/// <summary>A store of inbound messages in Table Storage: one partition per person, newest first. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableReceivedMessageStore(StorageTables tables) : IReceivedMessageStore
{
    private readonly TableClient _table = tables.Received;

    /// <inheritdoc/>
    public Task SaveAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(message.TenantId, message.Person), Keys.NewestFirst(message.Id))
        {
            [OldRows.KeptSince] = message.ReceivedAt.ToUniversalTime(),
        };
        Columns.WriteRecord(row, message, DomainJson.Default.ReceivedMessage);
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<ReceivedMessage>> ListAsync(
        string tenantId,
        string person,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        RowLists.PageAsync(
            _table,
            Partition(tenantId, person),
            filter: null,
            isSieved: false,
            limit,
            cursor,
            static row => Columns.ReadRecord(row, DomainJson.Default.ReceivedMessage),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken)
    {
        var filter = RowFilter.Partition(Partition(tenantId, person));
        while (await _table.DeleteSomeAsync(filter, RowLimits.PageRows, cancellationToken) > 0) { }
    }

    private static string Partition(string tenantId, string person) => Keys.Partition(tenantId, person);
}
