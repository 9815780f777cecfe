using System.Globalization;
using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tables;

/// <summary>Writes the table service's requests for one table.</summary>
internal sealed class TableRequests(StoragePipeline pipeline, string endpoint, string table)
{
    public const string JsonMetadata = "application/json;odata=minimalmetadata";

    public string TableUri { get; } = $"{endpoint}/{table}";

    public HttpMessage Point(RequestMethod method, string partitionKey, string rowKey, IEnumerable<string>? select = null)
    {
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        var uri = EntityUri(partitionKey, rowKey);
        return New(method, select is null ? uri : $"{uri}?$select={Select(select)}");
    }

    public HttpMessage Write(RequestMethod method, string uri, TableEntity entity)
    {
        TableLimits.CheckEntity(entity);
        var message = New(method, uri);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(TableEntityWriter.Write(entity));
        return message;
    }

    public HttpMessage Page(string? filter, int? top, IEnumerable<string>? select, string? continuation)
    {
        var query = new List<string>(4);
        if (!string.IsNullOrEmpty(filter))
        {
            query.Add("$filter=" + Uri.EscapeDataString(filter));
        }

        if (top is { } rows)
        {
            query.Add("$top=" + rows.ToString(CultureInfo.InvariantCulture));
        }

        if (select is not null)
        {
            query.Add("$select=" + Select(select));
        }

        query.AddRange(TableContinuation.Query(continuation, "NextPartitionKey", "NextRowKey"));
        return New(RequestMethod.Get, $"{TableUri}()?{string.Join('&', query)}".TrimEnd('?'));
    }

    public HttpMessage New(RequestMethod method, string uri)
    {
        var message = pipeline.NewMessage(method, uri);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("MaxDataServiceVersion", "3.0;NetFx");
        message.Request.Headers.Add("Accept", JsonMetadata);
        return message;
    }

    /// <summary>The keys' order matters: the emulator knows no other.</summary>
    public string EntityUri(string partitionKey, string rowKey) =>
        $"{TableUri}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    public static void IfMatch(HttpMessage message, ETag etag)
    {
        if (etag == default)
        {
            throw new ArgumentException("Give the ETag that was read, or ETag.All to write whatever is there.", nameof(etag));
        }

        message.Request.Headers.Add("If-Match", etag.ToString("H"));
    }

    // The keys and the version come even if nobody asked: an entity without them is no entity.
    private static string Select(IEnumerable<string> names) =>
        Uri.EscapeDataString(string.Join(',', names.Concat(["PartitionKey", "RowKey", "Timestamp"]).Distinct(StringComparer.Ordinal)));

    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
