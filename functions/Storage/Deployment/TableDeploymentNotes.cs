using CampaignTasks.Domain.Deployment;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tables;

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
        var answer = await _table.GetEntityIfExistsAsync(Partition, Keys.Part(name), cancellationToken);
        return answer.HasValue ? answer.Value!.GetString(Text) : null;
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, string text, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Keys.Part(name)) { [Text] = text };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }
}
