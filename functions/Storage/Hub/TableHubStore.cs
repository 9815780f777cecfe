using Azure;
using CampaignTasks.Domain;
using CampaignTasks.Durable;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>The embedded hub's storage in Azure Tables.</summary>
/// <remarks>
/// <para>Two tables, named by the hub: <c>{hub}Instances</c> has a partition per instance with its state (row <c>s-</c> and its id), its inbox (<c>i-…</c>) and side rows
/// (<c>d-…</c>); <c>{hub}Control</c> has the lease and the notes to the owner, and stays small, so that asking it for nothing costs nothing.</para>
/// <para>A turn without messages and side rows is one conditional merge; otherwise it is one entity-group transaction.</para>
/// <para>Scans and queries read the whole instance table: Azure Tables has no other index. Purge what is finished.</para>
/// </remarks>
public sealed class TableHubStore : IHubStore
{
    private const int NotesPerRead = 1_000;
    private readonly TableClient _instances;
    private readonly TableClient _control;

    /// <summary>Names the hub's tables; nothing is asked of the service yet.</summary>
    /// <param name="tables">The account.</param>
    /// <param name="hubName">The hub: 3 to 45 letters and digits, a letter first.</param>
    public TableHubStore(TableServiceClient tables, string hubName)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _instances = tables.GetTableClient(hubName + "Instances");
        _control = tables.GetTableClient(hubName + "Control");
    }

    /// <inheritdoc/>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _instances.CreateIfNotExistsAsync(cancellationToken);
        await _control.CreateIfNotExistsAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) =>
        await FindAsync(_control, ControlRow.LeasePartition, ControlRow.LeaseKey, cancellationToken) is { } row ? ControlRow.Lease(row) : null;

    /// <inheritdoc/>
    public async Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        try
        {
            var row = ControlRow.Of(lease);
            var version = lease.Version is { } read
                ? await _control.UpdateOrLoseAsync(row, read, TableUpdateMode.Replace, "The lease", cancellationToken)
                : await _control.TryInsertAsync(row, cancellationToken);
            return version is null ? null : lease with { Version = version };
        }
        catch (LostRaceException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        await FindAsync(_instances, instanceId, StateRow.Key(instanceId), cancellationToken) is { } row ? StateRow.State(row) : null;

    /// <inheritdoc/>
    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) =>
        _instances.TryInsertAsync(StateRow.Of(state, whole: true), cancellationToken);

    /// <inheritdoc/>
    public async Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var (id, version) = (commit.State.InstanceId, commit.State.Version ?? throw new ArgumentException("A turn needs the version it was made from.", nameof(commit)));
        var (state, what) = (StateRow.Of(commit.State, whole: commit.Replace), $"Instance {id}");
        var mode = commit.Replace ? TableUpdateMode.Replace : TableUpdateMode.Merge;
        List<TableTransactionAction> beside =
        [
            .. commit.Rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, SideRow.Of(id, row))),
            .. commit.DroppedRows.Select(name => Delete(id, SideRow.Key(name))),
            .. commit.ConsumedMessages.Select(key => Delete(id, InboxRow.RowKey(key))),
        ];
        try
        {
            return beside.Count is 0
                ? await _instances.UpdateOrLoseAsync(state, version, mode, what, cancellationToken)
                : await _instances.UpdateOrLoseAsync(state, version, mode, beside, what, cancellationToken);
        }
        catch (LostRaceException e)
        {
            throw new HubConflictException($"Instance {id} is not as it was read.", e);
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) =>
        await FindAsync(_instances, instanceId, SideRow.Key(name), cancellationToken) is { } row
            ? (ReadOnlyMemory<byte>?)Parts.Read(row, SideRow.Data) : null; // a bare null would become empty memory

    /// <inheritdoc/>
    public async Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) =>
        await _instances.TryInsertAsync(InboxRow.Of(message), cancellationToken) is not null;

    /// <inheritdoc/>
    public async Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        await FindAsync(_instances, instanceId, InboxRow.RowKey(key), cancellationToken) is { } row ? InboxRow.Message(row) : null;

    /// <inheritdoc/>
    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        _instances.DeleteEntityAsync(instanceId, InboxRow.RowKey(key), ETag.All, cancellationToken);

    /// <inheritdoc/>
    public async Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) =>
        await _control.UpsertEntityAsync(ControlRow.Of(wake), TableUpdateMode.Replace, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken)
    {
        var page = await PageAsync(_control, TableFilter.Partition(ControlRow.WakePartition), NotesPerRead, null, null, cancellationToken);
        return [.. page.Values.Select(ControlRow.Wake)];
    }

    /// <inheritdoc/>
    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) =>
        _control.DeleteEntityAsync(ControlRow.WakePartition, key, ETag.All, cancellationToken);

    /// <inheritdoc/>
    public async Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken)
    {
        var page = await PageAsync(_instances, HubFilter.Scan(dueBefore), null, StateRow.ScanColumns, continuation, cancellationToken);
        return new(
            [.. page.Values.Where(InboxRow.Is).Select(row => new HubWake(row.RowKey, row.PartitionKey, InboxRow.KeyOf(row)))],
            [.. page.Values.Where(StateRow.Is).Select(row => new ActiveInstance(row.PartitionKey, row.GetBoolean(StateRow.Busy) ?? false, StateRow.Due(row)))],
            page.ContinuationToken);
    }

    /// <inheritdoc/>
    public async Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var columns = filter.WithPayloads ? StateRow.PayloadColumns : StateRow.PlainColumns;
        var page = await PageAsync(_instances, HubFilter.Query(filter), filter.PageSize, columns, HubToken.Open(continuation), cancellationToken);
        return new([.. page.Values.Select(StateRow.State)], HubToken.Close(page.ContinuationToken));
    }

    /// <inheritdoc/>
    public async Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken)
    {
        if ((await FindAsync(_instances, instanceId, StateRow.Key(instanceId), cancellationToken))?.ETag.ToString() != version) return false;

        await DeleteRowsAsync(instanceId, cancellationToken);
        try
        {
            // Gone already is gone: by a first try of ours whose answer was lost, or by somebody who purges beside us.
            await _instances.DeleteEntityAsync(instanceId, StateRow.Key(instanceId), new(version), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            return false;
        }
    }

    private async Task DeleteRowsAsync(string instanceId, CancellationToken cancellationToken)
    {
        var rows = _instances.QueryAsync(TableFilter.Partition(instanceId), null, ["RowKey"], cancellationToken);
        await foreach (var page in rows.AsPages())
            foreach (var chunk in page.Values.Where(row => !StateRow.Is(row)).Chunk(TableLimits.TransactionActions))
            {
                try
                {
                    await _instances.SubmitTransactionAsync([.. chunk.Select(row => Delete(instanceId, row.RowKey))], cancellationToken);
                }
                catch (RequestFailedException e) when (IsConflict(e))
                {
                    // One of them is gone already: somebody purges beside us, or an answer was lost.
                    foreach (var row in chunk) await _instances.DeleteEntityAsync(instanceId, row.RowKey, ETag.All, cancellationToken);
                }
            }
    }

    private static TableTransactionAction Delete(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Delete, new(partitionKey, rowKey), ETag.All);

    private static async Task<TableEntity?> FindAsync(TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await table.GetEntityIfExistsAsync(partitionKey, rowKey, cancellationToken) is { HasValue: true, Value: { } row } ? row : null;

    private static async Task<Azure.Page<TableEntity>> PageAsync(
        TableClient table, string filter, int? size, IEnumerable<string>? columns, string? continuation, CancellationToken cancellationToken)
    {
        await foreach (var page in table.QueryAsync(filter, size, columns, cancellationToken).AsPages(continuation))
            return page;
        throw new InvalidOperationException("A query has at least one page.");
    }

    // The row is there though it must not be, is not there though it must be, or has another version. A missing table is none of these.
    private static bool IsConflict(RequestFailedException e) => e.Status is 409 || OwnWrites.IsLost(e);
}
