using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>A store of settings in Table Storage, one row per tenant. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableSettingsStore(StorageTables tables) : ISettingsStore
{
    private const string Row = "settings";
    private const string Name = "The tenant's settings";

    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken)
    {
        return await _table.FindAsync(Partition(tenantId), Row, cancellationToken) is { } row
            ? Columns.ReadRecord(row, DomainJson.Default.TenantSettings) with
            {
                ETag = ConditionalWrites.Version(row),
            }
            : new TenantSettings { TenantId = tenantId };
    }

    /// <inheritdoc/>
    public async Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(settings.TenantId), Row);
        Columns.WriteRecord(row, settings, DomainJson.Default.TenantSettings);
        var version = settings.ETag is null
            ? await _table.TryInsertAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(Name)
            : await _table.UpdateOrLoseAsync(row, settings.ETag, TableUpdateMode.Replace, Name, cancellationToken);
        return settings with { ETag = version };
    }

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "settings");
}
