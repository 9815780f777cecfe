using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Accounts;

/// <summary>Keeps budgets in Table Storage, each in a partition of its own: they change with every message that is paced. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableBudgetStore(HubTables tables) : IBudgetStore
{
    private readonly TableClient _table = tables.Budgets;

    /// <inheritdoc/>
    public async Task<Budget> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        var (partition, key) = BudgetRows.Key(tenantId, scope);
        return await _table.FindAsync(partition, key, cancellationToken) is { } found ? BudgetRows.Read(found) : Budget.Empty;
    }

    /// <inheritdoc/>
    public async Task<Budget> SaveAsync(string tenantId, string scope, Budget budget, CancellationToken cancellationToken)
    {
        var row = BudgetRows.Write(tenantId, scope, budget);
        var what = $"The budget of {scope}";
        return budget with
        {
            ETag = budget.ETag is { } version
                ? await _table.UpdateOrLoseAsync(row, version, TableUpdateMode.Replace, what, cancellationToken)
                : await _table.TryInsertAsync(row, cancellationToken) ?? throw new LostRaceException(what),
        };
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        var (partition, key) = BudgetRows.Key(tenantId, scope);
        await _table.DeleteEntityAsync(partition, key, ETag.All, cancellationToken);
    }
}
