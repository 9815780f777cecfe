using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Sandbox;

/// <summary>
/// A store of the sandbox's messages in Table Storage, one partition per tenant. Concurrent calls share a transaction. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableSandboxOutbox(StorageTables tables) : ISandboxOutbox
{
    private const int MaxItems = 200;

    private readonly TableClient _table = tables.Sandbox;
    private readonly ConcurrentDictionary<string, GroupCommit<TableEntity>> _groups = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task AddAsync(SandboxMessage message, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(message.TenantId), message.Id.ToString())
        {
            [OldRows.KeptSince] = message.At.ToUniversalTime(),
        };
        // A message that no row can hold fails here, alone and not with its group.
        Columns.WriteRecord(row, message, DomainJson.Default.SandboxMessage);
        return _groups.GetOrAdd(message.TenantId, _ => new(RowLimits.TransactionActions, CommitAsync)).AddAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<SandboxMessage>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxItems);
        return RowLists.PageAsync(
            _table,
            Partition(tenantId),
            filter: null,
            isSieved: false,
            limit,
            cursor,
            row => Columns.ReadRecord(row, DomainJson.Default.SandboxMessage),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await _table.DeleteEntityAsync(Partition(tenantId), message.ToString(), ETag.All, cancellationToken);
        }
    }

    private async Task CommitAsync(IReadOnlyList<TableEntity> group)
    {
        // Several callers wait for one group, so none of them can cancel it.
        foreach (var batch in RowBatches.Of(group.DistinctBy(row => row.RowKey)))
        {
            try
            {
                await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, batch), CancellationToken.None);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409)
            {
                // An attempt was repeated after a crash: stored messages stay, the others are inserted one by one.
                foreach (var row in batch)
                {
                    await _table.TryInsertAsync(row, CancellationToken.None);
                }
            }
        }
    }

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "sandbox");
}
