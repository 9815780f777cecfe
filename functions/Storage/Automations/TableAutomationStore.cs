using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Automations;

/// <summary>A store of automations in Table Storage: one partition per tenant, newest first. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableAutomationStore(StorageTables tables) : IAutomationStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Automation> AddAsync(Automation automation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(automation);
        var row = AutomationRows.Write(automation.WithEventsStored());
        return await _table.TryInsertAsync(row, Beside(automation), cancellationToken) is { } version
            ? automation.WithEventsStored() with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(automation));
    }

    /// <inheritdoc/>
    public async Task<Automation?> FindAsync(AutomationKey key, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(key.AutomationId, out var rowKey)
        && await _table.FindAsync(AutomationRows.Partition(key.TenantId), rowKey, cancellationToken) is { } row
            ? AutomationRows.Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<Automation> UpdateAsync(Automation automation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(automation);
        var row = AutomationRows.Write(automation.WithEventsStored());
        return automation.WithEventsStored() with
        {
            ETag = await _table.UpdateOrLoseAsync(
                row,
                automation.ETag,
                TableUpdateMode.Replace,
                Beside(automation),
                What(automation),
                cancellationToken
            ),
        };
    }

    /// <inheritdoc/>
    public async Task<AutomationPlan?> FindPlanAsync(AutomationKey key, int version, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(key.AutomationId, out _)
        && await _table.FindAsync(
            AutomationRows.Partition(key.TenantId),
            AutomationRows.PlanKey(key.AutomationId, version),
            cancellationToken
        )
            is { } row
            ? Columns.ReadRecord(row, DomainJson.Default.AutomationPlan)
            : null;

    /// <inheritdoc/>
    public async Task DeleteAsync(Automation automation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(automation);
        var (partition, rowKey) = (AutomationRows.Partition(automation.TenantId), Keys.NewestFirst(automation.Id));
        if (await _table.FindAsync(partition, rowKey, columns: [], cancellationToken) is not { } row)
        {
            return;
        }

        if (ConditionalWrites.Version(row) != automation.ETag)
        {
            throw new ConcurrencyConflictException(What(automation));
        }

        // The automation last: until then a repetition finds what is left.
        foreach (var filter in new[] { AutomationRows.Entries(automation.Id), AutomationRows.Plans(automation.Id) })
        {
            while (
                await _table.DeleteSomeAsync($"{RowFilter.Partition(partition)} and {filter}", RowLimits.PageRows, cancellationToken) > 0
            ) { }
        }

        await _table.DeleteEntityAsync(partition, rowKey, ETag.All, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<Automation>> ListAsync(
        string tenantId,
        AutomationStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        var own = TableClient.CreateQueryFilter($"RowKey lt {AutomationRows.FirstEntry} and TestOf eq {""}");
        return RowLists.PageAsync(
            _table,
            AutomationRows.Partition(tenantId),
            status is { } wanted ? $"{own} and {TableClient.CreateQueryFilter($"Status eq {wanted.ToString()}")}" : own,
            isSieved: false,
            limit,
            cursor,
            AutomationRows.Read,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<CursorPage<Automation>> ListTestsAsync(AutomationKey key, int limit, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return RowLists.PageAsync(
            _table,
            AutomationRows.Partition(key.TenantId),
            TableClient.CreateQueryFilter($"RowKey lt {AutomationRows.FirstEntry} and TestOf eq {key.AutomationId}"),
            isSieved: false,
            limit,
            cursor,
            AutomationRows.Read,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FactSubscription>> ReadSubscriptionsAsync(string tenantId, CancellationToken cancellationToken)
    {
        var filter = RowFilter.Range(AutomationRows.Partition(tenantId), "", AutomationRows.FirstEntry);
        List<FactSubscription> found = [];
        await foreach (
            var row in _table.ReadAsync(
                $"{filter} and {TableClient.CreateQueryFilter($"Subscription gt {""}")}",
                RowLimits.PageRows,
                [AutomationRows.Id, AutomationRows.Subscription],
                cancellationToken
            )
        )
        {
            if (AutomationRows.ReadSubscription(row) is { } subscription)
            {
                found.Add(subscription);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public Task<CursorPage<AutomationEntry>> ListEntriesAsync(
        AutomationKey key,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        return RowLists.PageAsync(
            _table,
            AutomationRows.Partition(key.TenantId),
            AutomationRows.Entries(key.AutomationId),
            isSieved: false,
            limit,
            cursor,
            static row => Columns.ReadRecord(row, DomainJson.Default.AutomationEntry),
            cancellationToken
        );
    }

    private static List<TableTransactionAction> Beside(Automation automation)
    {
        List<TableEntity> rows = [.. AutomationRows.WriteEntries(automation)];
        if (
            automation.PendingEvents.Any(entry =>
                entry.Event is AutomationEvent.Created or AutomationEvent.Copied or AutomationEvent.Edited
            )
        )
        {
            rows.Add(AutomationRows.WritePlan(automation));
        }

        return [.. RowBatches.Each(TableTransactionActionType.UpsertReplace, rows)];
    }

    private static string What(Automation automation) => $"Automation {automation.Id}";
}
