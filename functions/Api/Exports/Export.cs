using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Exports;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Exports;

/// <summary>
/// Rows as they are read, as CSV or NDJSON: what is in memory does not grow with the number of rows. Storage is read as fast as the caller
/// reads. If it fails on the way, the answer breaks off without its end, and the caller goes on behind the last row.
/// </summary>
/// <param name="name">The name of the file.</param>
/// <param name="query">The request's format and position.</param>
/// <param name="rows">The rows behind the position.</param>
/// <param name="columns">The columns of CSV.</param>
internal sealed class Export<TRow>(string name, Query query, IAsyncEnumerable<TRow> rows, IReadOnlyList<ExportColumn<TRow>> columns)
    : IResult,
        IEndpointMetadataProvider
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    // Few writes, and no more in memory than what a slow caller has not taken yet.
    private const int RowsPerWrite = 100;

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [Csv, Ndjson]));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stop = httpContext.RequestAborted;
        await using var reading = rows.GetAsyncEnumerator(stop);

        // What is wrong with the request, or with storage, shows with the first row: then a problem can still be the answer.
        var hasRow = await reading.MoveNextAsync();
        var format = query.Format();
        var response = httpContext.Response;
        response.ContentType = format is ExportFormat.Csv ? $"{Csv}; charset=utf-8" : Ndjson;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{(format is ExportFormat.Csv ? "csv" : "ndjson")}\"";
        await response.StartAsync(stop);
        if (format is ExportFormat.Csv)
        {
            await WriteCsvAsync(response, reading, hasRow, stop);
            return;
        }

        await WriteNdjsonAsync(response, reading, hasRow, stop);
    }

    private async Task WriteCsvAsync(HttpResponse response, IAsyncEnumerator<TRow> reading, bool hasRow, CancellationToken stop)
    {
        await using var csv = new CsvRows(response.Body);
        if (query.After() is null)
        {
            await csv.WriteAsync(columns.Select(column => column.Name), stop);
        }

        for (; hasRow; hasRow = await reading.MoveNextAsync())
        {
            await csv.WriteAsync(columns.Select(column => column.Value(reading.Current)), stop);
        }
    }

    private static async Task WriteNdjsonAsync(HttpResponse response, IAsyncEnumerator<TRow> reading, bool hasRow, CancellationToken stop)
    {
        var options = response.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var type = (JsonTypeInfo<TRow>)options.GetTypeInfo(typeof(TRow));
        using var lines = new MemoryStream();
        for (var written = 0; hasRow; hasRow = await reading.MoveNextAsync())
        {
            JsonSerializer.Serialize(lines, reading.Current, type);
            lines.Write(LineFeed);
            if (++written % RowsPerWrite is 0)
            {
                await TakeAsync(lines, response, stop);
            }
        }

        await TakeAsync(lines, response, stop);
    }

    private static async Task TakeAsync(MemoryStream lines, HttpResponse response, CancellationToken stop)
    {
        await response.Body.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), stop);
        lines.SetLength(0);
    }
}
