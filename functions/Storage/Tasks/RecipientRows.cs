using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tasks;

/// <summary>The rows of pasted lists' addresses: one partition per task, one row per chunk.</summary>
internal sealed class RecipientRows(TableClient table)
{
    private const string Prefix = "Z";

    /// <summary>Writes a list under a name of its own. Nobody sees it before a task's row names it.</summary>
    public async Task<RecipientList> WriteAsync(
        string tenantId,
        string taskId,
        int version,
        IReadOnlyList<string> recipients,
        CancellationToken cancellationToken
    )
    {
        var set = Guid.NewGuid().ToString("N");
        var partition = Keys.Partition(tenantId, taskId);
        var chunks = 0;
        foreach (var chunk in RecipientChunks.Pack(recipients))
        {
            var row = new TableEntity(partition, RowKey(set, chunks++));
            Columns.Write(row, Prefix, chunk.Span);
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }

        return new(version, set, chunks);
    }

    /// <exception cref="InvalidOperationException">The list went away meanwhile.</exception>
    public async IAsyncEnumerable<string> ReadAsync(
        string tenantId,
        string taskId,
        RecipientList list,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var partition = Keys.Partition(tenantId, taskId);
        for (var i = 0; i < list.Chunks; i++)
        {
            if (await table.FindAsync(partition, RowKey(list.Set, i), cancellationToken) is not { } chunk)
            {
                throw new InvalidOperationException($"Version {list.Version} of the list of task {taskId} was deleted while it was read.");
            }

            foreach (var address in RecipientChunks.Unpack(Columns.Read(chunk, Prefix)))
            {
                yield return address;
            }
        }
    }

    public async Task DeleteAsync(string tenantId, string taskId, IEnumerable<RecipientList> lists, CancellationToken cancellationToken)
    {
        var partition = Keys.Partition(tenantId, taskId);
        foreach (var list in lists)
        {
            for (var i = 0; i < list.Chunks; i++)
            {
                await table.DeleteEntityAsync(partition, RowKey(list.Set, i), ETag.All, cancellationToken);
            }
        }
    }

    private static string RowKey(string set, int chunk) => string.Create(CultureInfo.InvariantCulture, $"{set}-{chunk:D5}");
}
