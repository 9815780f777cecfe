using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Products;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Products;

/// <summary>A store of products in Table Storage: one partition per tenant. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableProductStore(StorageTables tables) : IProductStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task SaveAsync(Product product, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(product.TenantId), Keys.Part(product.Id));
        Columns.WriteRecord(row, product, DomainJson.Default.Product);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Product?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsValid(id))
        {
            return null;
        }

        return await _table.FindAsync(Partition(tenantId), Keys.Part(id), cancellationToken) is { } row ? Read(row) : null;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (ExternalId.IsValid(id))
        {
            await _table.DeleteEntityAsync(Partition(tenantId), Keys.Part(id), ETag.All, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<Product>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_table, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    private static Product Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.Product);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "product");
}
