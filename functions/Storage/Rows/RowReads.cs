using Azure;
using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>Reads of rows. Keys and version are always included.</summary>
internal static class RowReads
{
    /// <summary>Finds the row; null when there is none.</summary>
    /// <exception cref="RequestFailedException">The table is missing, or the account fails.</exception>
    public static Task<TableEntity?> FindAsync(
        this TableClient table,
        string partition,
        string rowKey,
        CancellationToken cancellationToken
    ) => table.FindAsync(partition, rowKey, columns: null, cancellationToken);

    /// <summary>Finds columns of the row; null when there is no row.</summary>
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

    /// <summary>Reads the rows that match a filter, in the order of their keys.</summary>
    public static AsyncPageable<TableEntity> ReadAsync(this TableClient table, string filter, CancellationToken cancellationToken) =>
        table.ReadAsync(filter, perAnswer: null, columns: null, cancellationToken);

    /// <param name="table">The table.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="perAnswer">The rows per response of the service; null: the service decides.</param>
    /// <param name="columns">The columns to read; null: all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <inheritdoc cref="ReadAsync(TableClient, string, CancellationToken)"/>
    public static AsyncPageable<TableEntity> ReadAsync(
        this TableClient table,
        string filter,
        int? perAnswer,
        string[]? columns,
        CancellationToken cancellationToken
    ) => table.QueryAsync<TableEntity>(filter, perAnswer, WithKeys(columns), cancellationToken);

    // The SDK treats both as a missing row; a missing table must never look like one.
    private static bool IsOfTheTable(Response notFound) => notFound.Content.ToMemory().Span.IndexOf("TableNotFound"u8) >= 0;

    private static string[]? WithKeys(string[]? columns) =>
        columns is null ? null : [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), .. columns];
}
