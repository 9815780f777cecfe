using Azure.Data.Tables;
using CampaignTasks.Domain.Deployment;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Deployment;

/// <summary>Keeps notes in Table Storage, a row for each. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableDeploymentNotes(HubTables tables) : IDeploymentNotes
{
    private const string Partition = "deployment";

    private const string Text = "text";

    private readonly TableClient _table = tables.Directory;

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition, Keys.Part(name), cancellationToken);
        return row?.GetString(Text);
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, string text, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Keys.Part(name)) { [Text] = text };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }
}
