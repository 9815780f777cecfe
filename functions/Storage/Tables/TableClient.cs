using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// One table. Thread-safe; make one and keep it. Methods are named and behave as those of Azure.Data.Tables, with one entity type,
/// <see cref="TableEntity"/>, and a required cancellation token. All of them throw <see cref="RequestFailedException"/> when the
/// service refuses (its Status and ErrorCode say why) or gives no answer (Status 0), and <see cref="ArgumentException"/> for what the
/// service would refuse, before it is asked. Read <see cref="StorageFailure"/> on 409, 412 and 404 after a retry.
/// </summary>
public sealed class TableClient
{
    private readonly StoragePipeline pipeline;
    private readonly TableRequests requests;
    private readonly TableTransaction transaction;
    private readonly string endpoint;

    /// <summary>Reaches a table of an account, which need not exist yet.</summary>
    public TableClient(StorageAccount account, string tableName, TableClientOptions? options = null)
        : this(StoragePipeline.ForTables(account, options ?? new()), account.TableEndpoint.AbsoluteUri.TrimEnd('/'), tableName)
    {
    }

    internal TableClient(StoragePipeline pipeline, string endpoint, string tableName)
    {
        TableServiceClient.CheckName(tableName);
        this.pipeline = pipeline;
        this.endpoint = endpoint;
        Name = tableName;
        requests = new(pipeline, endpoint, tableName);
        transaction = new(requests, endpoint);
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Writes a filter; see <see cref="TableFilter"/>. For example <c>CreateQueryFilter($"PartitionKey eq {tenant}")</c>.</summary>
    public static string CreateQueryFilter(ref TableFilter filter) => TableFilter.Create(ref filter);

    /// <summary>Creates the table, or finds it there. Throws 409 TableBeingDeleted while a table of this name is being deleted.</summary>
    public Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken) =>
        TableServiceClient.CreateAsync(pipeline, endpoint, Name, cancellationToken);

    /// <summary>Deletes the table; a missing one is no error (the response then says 404).</summary>
    public Task<Response> DeleteAsync(CancellationToken cancellationToken) =>
        TableServiceClient.DeleteAsync(pipeline, endpoint, Name, cancellationToken);

    /// <summary>Reads one entity; throws 404 where there is none.</summary>
    /// <param name="partitionKey">The entity's partition.</param>
    /// <param name="rowKey">The entity's row.</param>
    /// <param name="select">The properties to read; all where null. Keys, ETag and Timestamp always come. An absent property is left out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Response<TableEntity>> GetEntityAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        using var message = requests.Point(RequestMethod.Get, partitionKey, rowKey, select);
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Response.FromValue(Read(response), response);
    }

    /// <inheritdoc cref="GetEntityAsync(string, string, IEnumerable{string}, CancellationToken)"/>
    public Task<Response<TableEntity>> GetEntityAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        GetEntityAsync(partitionKey, rowKey, select: null, cancellationToken);

    /// <summary>Reads one entity; an answer without a value where there is none. Throws 404 only where the table itself is missing.</summary>
    public async Task<NullableResponse<TableEntity>> GetEntityIfExistsAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        using var message = requests.Point(RequestMethod.Get, partitionKey, rowKey, select);
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status switch
        {
            200 => Response.FromValue(Read(response), response),
            404 when StorageFailure.Details(response).Code is not "TableNotFound" => new NoEntityResponse(response),
            _ => throw StorageFailure.Of(message),
        };
    }

    /// <inheritdoc cref="GetEntityIfExistsAsync(string, string, IEnumerable{string}, CancellationToken)"/>
    public Task<NullableResponse<TableEntity>> GetEntityIfExistsAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        GetEntityIfExistsAsync(partitionKey, rowKey, select: null, cancellationToken);

    /// <summary>Inserts; throws 409 EntityAlreadyExists where it is there. The response's headers carry the new ETag.</summary>
    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        using var message = requests.Write(RequestMethod.Post, requests.TableUri, entity);
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Changes an entity if its stored version is <paramref name="ifMatch"/>; throws 412 if it is another, 404 if there is none.</summary>
    /// <param name="entity">The keys, and the properties to write.</param>
    /// <param name="ifMatch">The version that was read, or <see cref="ETag.All"/>.</param>
    /// <param name="mode">What happens to stored properties that <paramref name="entity"/> does not have.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may still happen.</param>
    public async Task<Response> UpdateEntityAsync(TableEntity entity, ETag ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = requests.Write(MethodOf(mode), requests.EntityUri(entity.PartitionKey, entity.RowKey), entity);
        TableRequests.IfMatch(message, ifMatch);
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Inserts, or changes what is there, whatever its version.</summary>
    public async Task<Response> UpsertEntityAsync(TableEntity entity, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = requests.Write(MethodOf(mode), requests.EntityUri(entity.PartitionKey, entity.RowKey), entity);
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Deletes an entity if its stored version is <paramref name="ifMatch"/>; throws 412 if it is another. A missing one is no error (the response then says 404).</summary>
    /// <param name="partitionKey">The entity's partition.</param>
    /// <param name="rowKey">The entity's row.</param>
    /// <param name="ifMatch">The version that was read; <see cref="ETag.All"/> or default deletes whatever is there.</param>
    /// <param name="cancellationToken">Gives up waiting; the delete may still happen.</param>
    public async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellationToken)
    {
        using var message = requests.Point(RequestMethod.Delete, partitionKey, rowKey);
        TableRequests.IfMatch(message, ifMatch == default ? ETag.All : ifMatch);
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status switch
        {
            204 => response,
            404 when StorageFailure.Details(response).Code is not "TableNotFound" => response,
            _ => throw StorageFailure.Of(message),
        };
    }

    /// <summary>
    /// Finds entities in key order. A page may be empty and still have a successor. A continuation token is opaque, safe in a URL, and
    /// can be given to <c>AsPages</c> of the same query later. Keep the filter short: the service allows 15 comparisons.
    /// </summary>
    /// <param name="filter">An OData filter, see <see cref="CreateQueryFilter"/>; the whole table where null.</param>
    /// <param name="maxPerPage">Rows in a page, 1 to 1000; null for the service's maximum of 1000.</param>
    /// <param name="select">The properties to read; all where null. Keys, ETag and Timestamp always come.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public AsyncPageable<TableEntity> QueryAsync(string? filter, int? maxPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        CheckPageSize(maxPerPage);
        var names = select?.ToArray();
        return new TablePageable<TableEntity>((token, size, stop) => PageAsync(filter, size, names, token, stop), maxPerPage, cancellationToken);
    }

    /// <inheritdoc cref="QueryAsync(string, int?, IEnumerable{string}, CancellationToken)"/>
    public AsyncPageable<TableEntity> QueryAsync(string? filter, CancellationToken cancellationToken) =>
        QueryAsync(filter, maxPerPage: null, select: null, cancellationToken);

    /// <summary>
    /// Carries out all actions or none. They share one partition key, name each row once, are at most 100 and make at most 4 MiB of
    /// body. The answers stand in the actions' order; each carries the entity's new ETag in its headers.
    /// </summary>
    /// <exception cref="TableTransactionFailedException">An action was refused (409, 412, 404…): nothing was done.</exception>
    /// <exception cref="RequestFailedException">The transaction as a whole was refused, or no answer came: with Status 0 it may have been done.</exception>
    /// <exception cref="ArgumentException">A rule above is broken, or there is no action.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        using var message = transaction.NewMessage(actions);
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Response.FromValue(TableTransactionAnswer.Read(message, actions.Count), response);
    }

    private async Task<Page<TableEntity>> PageAsync(string? filter, int? size, string[]? select, string? token, CancellationToken cancellationToken)
    {
        CheckPageSize(size);
        using var message = requests.Page(filter, size, select, token);
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        var rows = TableEntityReader.ReadPage(response.Content.ToMemory().Span);
        return Page<TableEntity>.FromValues(rows, TableContinuation.Of(response, "NextPartitionKey", "NextRowKey"), response);
    }

    // A point read carries its version in the header; in the body the service may leave it out.
    private static TableEntity Read(Response response)
    {
        var entity = TableEntityReader.ReadOne(response.Content.ToMemory().Span);
        entity.ETag = response.Headers.ETag ?? entity.ETag;
        return entity;
    }

    // The emulator cuts a larger page silently, the service refuses it.
    private static void CheckPageSize(int? size)
    {
        if (size is < 1 or > TableLimits.PageRows)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A page has 1 to {TableLimits.PageRows} rows.");
        }
    }

    private static RequestMethod MethodOf(TableUpdateMode mode) => mode is TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
}
