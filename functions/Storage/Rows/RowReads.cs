using Azure;
using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>Reads rows. Keys and version come with whatever columns are asked for.</summary>
internal static class RowReads
{
    /// <summary>The row, or null where there is none.</summary>
    /// <exception cref="RequestFailedException">The table is missing, or the account is in trouble.</exception>
    public static Task<TableEntity?> FindAsync(
        this TableClient table,
        string partition,
        string rowKey,
        CancellationToken cancellationToken
    ) => table.FindAsync(partition, rowKey, columns: null, cancellationToken);

    /// <summary>These columns of the row, or null where there is none.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table,
        string partition,
        string rowKey,
        string[]? columns,
        CancellationToken cancellationToken
    )
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, WithKeys(columns), cancellationToken);
        return answer.HasValue ? answer.Value
            : IsOfTheTable(answer.GetRawResponse()) ? throw new RequestFailedException(answer.GetRawResponse())
            : null;
    }

    /// <summary>The rows that a filter lets through, in the order of their keys.</summary>
    public static AsyncPageable<TableEntity> ReadAsync(this TableClient table, string filter, CancellationToken cancellationToken) =>
        table.ReadAsync(filter, perAnswer: null, columns: null, cancellationToken);

    /// <param name="table">The table.</param>
    /// <param name="filter">Lets rows through.</param>
    /// <param name="perAnswer">Rows in an answer of the service; null: as many as it gives.</param>
    /// <param name="columns">What of the rows; null: the whole.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ReadAsync(TableClient, string, CancellationToken)"/>
    public static AsyncPageable<TableEntity> ReadAsync(
        this TableClient table,
        string filter,
        int? perAnswer,
        string[]? columns,
        CancellationToken cancellationToken
    ) => table.QueryAsync<TableEntity>(filter, perAnswer, WithKeys(columns), cancellationToken);

    // The package takes both for a missing row; a missing table must never read as "not there".
    private static bool IsOfTheTable(Response notFound) => notFound.Content.ToMemory().Span.IndexOf("TableNotFound"u8) >= 0;

    private static string[]? WithKeys(string[]? columns) =>
        columns is null ? null : [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), .. columns];
}
