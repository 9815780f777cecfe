using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// Conditional writes with reliable results. When a response is lost the pipeline repeats the request, and the service then refuses the
/// second try because of the first: 409 or 412 without another writer. Every write therefore carries its own id, and a refusal
/// is a lost race only when the stored row carries another id.
/// </summary>
internal static class ConditionalWrites
{
    private const string WriteId = "WriteId";
    private static readonly string[] OnlyWriteId = [WriteId];

    /// <summary>Gives the row an id for its next write.</summary>
    public static TableEntity Sign(TableEntity row)
    {
        row[WriteId] = Guid.NewGuid().ToString("N");
        return row;
    }

    /// <summary>
    /// Gives a rewritten row the id of its last write: a side effect of one write must not hide from another writer that its own was
    /// carried out.
    /// </summary>
    public static TableEntity SignAs(TableEntity row, TableEntity former)
    {
        row[WriteId] = former.GetString(WriteId);
        return row;
    }

    /// <summary>Inserts the row.</summary>
    /// <returns>The row's version; null when another row with this key exists.</returns>
    public static async Task<string?> TryInsertAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return Version(await table.AddEntityAsync(Sign(row), cancellationToken));
        }
        catch (RequestFailedException e) when (e.Status is 409 && e.ErrorCode is "EntityAlreadyExists")
        {
            return await table.OwnVersionAsync(row, cancellationToken);
        }
    }

    /// <summary>Updates the row if its stored version is <paramref name="version"/>.</summary>
    /// <returns>The row's new version.</returns>
    /// <exception cref="ConcurrencyConflictException">It is another, or no version of ours, or the row is gone.</exception>
    public static async Task<string> UpdateOrLoseAsync(
        this TableClient table,
        TableEntity row,
        string? version,
        TableUpdateMode mode,
        string what,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return Version(await table.UpdateEntityAsync(Sign(row), Condition(version, what), mode, cancellationToken));
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            return await table.OwnVersionAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(what, e);
        }
    }

    /// <summary>
    /// As <see cref="TryInsertAsync(TableClient, TableEntity, CancellationToken)"/>, together with other rows of the partition or not at
    /// all.
    /// </summary>
    public static async Task<string?> TryInsertAsync(
        this TableClient table,
        TableEntity row,
        IReadOnlyList<TableTransactionAction> beside,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var insert = new TableTransactionAction(TableTransactionActionType.Add, Sign(row));
            return Version((await table.SubmitTransactionAsync([insert, .. beside], cancellationToken)).Value[0]);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409)
        {
            return await table.OwnVersionAsync(row, cancellationToken);
        }
    }

    /// <summary>
    /// As <see cref="UpdateOrLoseAsync(TableClient, TableEntity, string?, TableUpdateMode, string, CancellationToken)"/>, together with
    /// other rows of the partition or not at all.
    /// </summary>
    public static async Task<string> UpdateOrLoseAsync(
        this TableClient table,
        TableEntity row,
        string? version,
        TableUpdateMode mode,
        IReadOnlyList<TableTransactionAction> beside,
        string what,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var type = mode is TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
            var update = new TableTransactionAction(type, Sign(row), Condition(version, what));
            return Version((await table.SubmitTransactionAsync([update, .. beside], cancellationToken)).Value[0]);
        }
        catch (TableTransactionFailedException e) when (IsLost(e))
        {
            return await table.OwnVersionAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(what, e);
        }
    }

    /// <summary>Gets the stored row's version if it carries this row's write id; null when it does not, or is gone.</summary>
    public static async Task<string?> OwnVersionAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        var stored = await table.FindAsync(row.PartitionKey, row.RowKey, OnlyWriteId, cancellationToken);
        return stored is not null && IsSameWrite(row, stored) ? Version(stored) : null;
    }

    /// <summary>Checks whether a stored row is the one that a signed row was written as.</summary>
    public static bool IsSameWrite(TableEntity row, TableEntity stored) => stored.GetString(WriteId) == row.GetString(WriteId);

    /// <summary>Checks whether the service refused because the row is not the one that the caller read.</summary>
    public static bool IsLost(RequestFailedException e) => e.Status is 412 || (e.Status is 404 && e.ErrorCode is not "TableNotFound");

    /// <summary>The version to ask for.</summary>
    /// <exception cref="ArgumentException">There is none: the record was never stored.</exception>
    /// <exception cref="ConcurrencyConflictException">It is not a version the service gives out, so nothing stored can have it.</exception>
    public static ETag Condition(string? version, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        // A caller's If-Match may come this far: "*" must not become "whatever is there", nor rubbish a 400.
        var isOurs =
            version.StartsWith("W/\"", StringComparison.Ordinal)
            && version.EndsWith('"')
            && version.Length is > 4 and < 200
            && version.AsSpan(3, version.Length - 4).IndexOfAnyExceptInRange('#', '~') < 0;
        return isOurs ? new ETag(version) : throw new ConcurrencyConflictException(what);
    }

    /// <summary>Gets the version in a response's headers.</summary>
    public static string Version(Response response) =>
        response.Headers.ETag?.ToString("H") ?? throw new InvalidDataException("Storage answered a write without the row's version.");

    /// <summary>Gets the version of a row that was read.</summary>
    public static string Version(TableEntity row) => row.ETag.ToString("H");
}
