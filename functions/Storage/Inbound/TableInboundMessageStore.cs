using Azure.Data.Tables;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Inbound;

/// <summary>A store of the ids of inbound messages in Table Storage: one partition per tenant, one row per message. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableInboundMessageStore(StorageTables tables) : IInboundMessageStore
{
    private readonly TableClient _table = tables.Answers;

    /// <inheritdoc/>
    public async Task<DateTimeOffset> AddAsync(
        string tenantId,
        string accountId,
        string messageId,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        var row = new TableEntity(Partition(tenantId), Keys.Partition(accountId, messageId))
        {
            [OldRows.KeptSince] = receivedAt.ToUniversalTime(),
        };
        if (await _table.TryInsertAsync(row, cancellationToken) is not null)
        {
            return receivedAt;
        }

        var first = await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken);
        return first?.GetDateTimeOffset(OldRows.KeptSince) ?? receivedAt;
    }

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "inbound");
}
