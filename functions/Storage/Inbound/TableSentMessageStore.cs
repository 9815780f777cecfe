using Azure.Data.Tables;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Inbound;

/// <summary>A store of providers' ids in Table Storage: one partition per tenant, one row per message. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableSentMessageStore(StorageTables tables) : ISentMessageStore
{
    private const string Message = "Message";

    private readonly TableClient _table = tables.Answers;

    /// <inheritdoc/>
    public Task SaveAsync(
        string tenantId,
        string accountId,
        string providerId,
        MessageId message,
        DateTimeOffset sentAt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        var row = new TableEntity(Partition(tenantId), Keys.Partition(accountId, providerId))
        {
            [OldRows.KeptSince] = sentAt.ToUniversalTime(),
            [Message] = message.ToString(),
        };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MessageId?> FindAsync(string tenantId, string accountId, string providerId, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition(tenantId), Keys.Partition(accountId, providerId), cancellationToken);
        return MessageId.TryParse(row?.GetString(Message), out var message) ? message : null;
    }

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "sent");
}
