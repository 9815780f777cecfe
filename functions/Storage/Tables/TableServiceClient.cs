using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tables;

/// <summary>The tables of an account. Thread-safe; make one and keep it: its clients share its pipeline.</summary>
/// <param name="account">Where the account answers, and how to sign.</param>
/// <param name="options">How to send; the defaults where null.</param>
public sealed class TableServiceClient(StorageAccount account, TableClientOptions? options = null)
{
    private readonly StoragePipeline pipeline = StoragePipeline.ForTables(account, options ?? new());
    private readonly string endpoint = account.TableEndpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="FormatException">A part is missing; the message names it.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(StorageAccount.Parse(connectionString), options)
    {
    }

    /// <summary>Reaches a table, which need not exist yet.</summary>
    /// <exception cref="ArgumentException">Not a table's name: 3 to 63 letters and digits, starting with a letter, not "tables".</exception>
    public TableClient GetTableClient(string tableName) => new(pipeline, endpoint, tableName);

    /// <summary>Creates the table, or finds it there. Throws 409 TableBeingDeleted while a table of this name is being deleted (30 s or more).</summary>
    public Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken) =>
        CreateAsync(pipeline, endpoint, CheckName(tableName), cancellationToken);

    /// <summary>Deletes the table; a missing one is no error (the response then says 404).</summary>
    public Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken) =>
        DeleteAsync(pipeline, endpoint, CheckName(tableName), cancellationToken);

    /// <summary>Finds tables by name. See <see cref="TableClient.CreateQueryFilter"/>; the property is <c>TableName</c>.</summary>
    public AsyncPageable<TableItem> QueryAsync(string? filter, CancellationToken cancellationToken) =>
        new TablePageable<TableItem>((token, size, stop) => PageAsync(filter, size, token, stop), pageSize: null, cancellationToken);

    /// <summary>Finds the tables whose name starts with the prefix; all where it is empty.</summary>
    public AsyncPageable<TableItem> QueryByPrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        // Every character of a name sorts before the brace.
        return QueryAsync(prefix.Length is 0 ? null : TableFilter.Create($"TableName ge {prefix} and TableName lt {prefix + "{"}"), cancellationToken);
    }

    internal static string CheckName(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        var isName = tableName.Length is >= 3 and <= 63 && char.IsAsciiLetter(tableName[0]) && tableName.All(char.IsAsciiLetterOrDigit);
        return isName && !tableName.Equals("tables", StringComparison.OrdinalIgnoreCase)
            ? tableName
            : throw new ArgumentException("A table's name is 3 to 63 letters and digits, starts with a letter, and is not 'tables'.", nameof(tableName));
    }

    internal static async Task<Response<TableItem>> CreateAsync(
        StoragePipeline pipeline, string endpoint, string name, CancellationToken cancellationToken)
    {
        using var message = new TableRequests(pipeline, endpoint, "Tables").New(RequestMethod.Post, $"{endpoint}/Tables");
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        // The name holds letters and digits only: nothing to escape.
        message.Request.Content = RequestContent.Create(BinaryData.FromString($$"""{"TableName":"{{name}}"}"""));
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status switch
        {
            201 or 204 => Response.FromValue(new TableItem(name), response),
            409 when StorageFailure.Details(response).Code is "TableAlreadyExists" => Response.FromValue(new TableItem(name), response),
            _ => throw StorageFailure.Of(message),
        };
    }

    internal static async Task<Response> DeleteAsync(StoragePipeline pipeline, string endpoint, string name, CancellationToken cancellationToken)
    {
        using var message = new TableRequests(pipeline, endpoint, "Tables").New(RequestMethod.Delete, $"{endpoint}/Tables('{name}')");
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status is 204 or 404 ? response : throw StorageFailure.Of(message);
    }

    private async Task<Page<TableItem>> PageAsync(string? filter, int? size, string? token, CancellationToken cancellationToken)
    {
        var query = new List<string>(TableContinuation.Query(token, "NextTableName", "NextRowKey"));
        if (!string.IsNullOrEmpty(filter))
        {
            query.Add("$filter=" + Uri.EscapeDataString(filter));
        }

        if (size is { } rows)
        {
            query.Add("$top=" + rows.ToString(CultureInfo.InvariantCulture));
        }

        using var message = new TableRequests(pipeline, endpoint, "Tables").New(
            RequestMethod.Get, $"{endpoint}/Tables?{string.Join('&', query)}".TrimEnd('?'));
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Page<TableItem>.FromValues(Names(response.Content.ToMemory().Span), TableContinuation.Of(response, "NextTableName", "NextRowKey"), response);
    }

    private static List<TableItem> Names(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var names = new List<TableItem>();
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("TableName"u8) && json.Read())
            {
                names.Add(new(json.GetString()!));
            }
        }

        return names;
    }
}
