using Azure.Data.Tables;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Retention;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Storage.Inbound;
using CampaignTasks.Storage.Journeys;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Sandbox;
using CampaignTasks.Storage.SingleMessages;
using CampaignTasks.Storage.Tasks;

namespace CampaignTasks.Storage.Retention;

/// <summary>
/// The rows of tables that have a time from which their retention counts. Each call is a query of one kind of rows, which the service
/// filters by that time. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableExpiredData(StorageTables tables) : IExpiredData
{
    // The character after the bar that ends the tenant's part of a key.
    private const char AfterBar = '}';

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Run>> FindRunsAsync(
        string tenantId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var filter = $"{OfTenant(tenantId)} and {TableClient.CreateQueryFilter($"KeptSince lt {before}")}";
        return await tables
            .Runs.ReadAsync(filter, Math.Min(most, RowLimits.PageRows), columns: null, cancellationToken)
            .Take(most)
            .Select(TableRunStore.Read)
            .ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(AutomationKey Key, JourneyPage Page)>> FindJourneysAsync(
        string tenantId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var filter = $"{OfTenant(tenantId)} and {TableClient.CreateQueryFilter($"KeptSince lt {before}")}";
        return await tables
            .Journeys.ReadAsync(filter, Math.Min(most, RowLimits.PageRows), columns: null, cancellationToken)
            .Take(most)
            .Select(row => (JourneyRows.ReadKey(tenantId, row), JourneyRows.Read(row)))
            .ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> DeleteAsync(string tenantId, ExpiredKind kind, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var (table, rows) = kind switch
        {
            ExpiredKind.AuditEntries => (tables.Definitions, RowFilter.Partition(TaskRows.Partition(tenantId))),
            ExpiredKind.SandboxMessages => (tables.Sandbox, RowFilter.Partition(TableSandboxOutbox.Partition(tenantId))),
            ExpiredKind.Imports => (tables.Definitions, RowFilter.Partition(TableImportStore.Partition(tenantId))),
            ExpiredKind.InboundMessages => (tables.Answers, RowFilter.Partition(TableInboundMessageStore.Partition(tenantId))),
            ExpiredKind.SentMessages => (tables.Answers, RowFilter.Partition(TableSentMessageStore.Partition(tenantId))),
            ExpiredKind.Events => (tables.Events, OfTenant(tenantId)),
            ExpiredKind.Carts => (tables.Carts, OfTenant(tenantId)),
            ExpiredKind.ReceivedMessages => (tables.Received, OfTenant(tenantId)),
            ExpiredKind.InboxMessages => (tables.Inboxes, OfTenant(tenantId)),
            ExpiredKind.WebhookDeliveries => (tables.Deliveries, OfTenant(tenantId)),
            ExpiredKind.Facts => (tables.Facts, OfTenant(tenantId)),
            ExpiredKind.SingleMessages => (tables.Singles, RowFilter.Partition(TableSingleMessageStore.Partition(tenantId))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return table.DeleteSomeAsync($"{rows} and {TableClient.CreateQueryFilter($"KeptSince lt {before}")}", most, cancellationToken);
    }

    private static string OfTenant(string tenantId)
    {
        var prefix = Keys.Part(tenantId);
        return TableClient.CreateQueryFilter($"PartitionKey ge {$"{prefix}|"} and PartitionKey lt {$"{prefix}{AfterBar}"}");
    }
}
