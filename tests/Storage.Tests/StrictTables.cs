using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Xunit.Sdk;

namespace CampaignTasks.Storage.Tests;

/// <summary>
/// Fails a test whose request the real service would refuse and the emulator lets pass: several partitions or one row twice in a
/// transaction, rows and transactions that are too large, pages and filters that are too long. Source: the service's data model and REST
/// reference.
/// </summary>
internal sealed partial class StrictTables : HttpPipelinePolicy
{
    private const int KeyCharacters = 512;
    private const int StringCharacters = 32 * 1024;
    private const int BinaryBytes = 64 * 1024;
    private const int RowBytes = 1024 * 1024;
    private const int Properties = 252;
    private const int Actions = 100;
    private const int TransactionBytes = 4 * 1024 * 1024;
    private const int PageRows = 1000;
    private const int Comparisons = 15;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await CheckAsync(message.Request);
        await ProcessNextAsync(message, pipeline);
    }

    private static async Task CheckAsync(Request request)
    {
        CheckQuery(Uri.UnescapeDataString(request.Uri.Query ?? ""));
        if (request.Content is not { } content || request.Uri.Path.EndsWith("/Tables", StringComparison.Ordinal))
        {
            return;
        }

        using var body = new MemoryStream();
        await content.WriteToAsync(body, CancellationToken.None);
        if (request.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal))
        {
            Check(body.Length <= TransactionBytes, $"a transaction of {body.Length} bytes");
            CheckTransaction(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
        }
        else
        {
            CheckRow(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
    }

    private static void CheckQuery(string query)
    {
        Check(
            Top().Matches(query).All(top => int.Parse(top.Groups[1].Value, CultureInfo.InvariantCulture) is >= 1 and <= PageRows),
            "a page's size"
        );
        Check(Comparison().Count(query) <= Comparisons, "more than fifteen comparisons");
    }

    private static void CheckTransaction(string text)
    {
        var keys = new List<(string Partition, string Row)>();
        string? lastVerb = null;
        foreach (var line in text.Split("\r\n"))
        {
            if (Action().Match(line) is { Success: true } action)
            {
                lastVerb = action.Groups["verb"].Value;
                if (lastVerb is not "POST")
                {
                    keys.Add(
                        (Uri.UnescapeDataString(action.Groups["partition"].Value), Uri.UnescapeDataString(action.Groups["row"].Value))
                    );
                }
            }
            else if (line.StartsWith('{') && CheckRow(Encoding.UTF8.GetBytes(line)) is var row && lastVerb is "POST")
            {
                keys.Add(
                    (row.Partition.Replace("'", "''", StringComparison.Ordinal), row.Row.Replace("'", "''", StringComparison.Ordinal))
                );
            }
        }

        Check(keys.Count is >= 1 and <= Actions, $"{keys.Count} actions in a transaction");
        Check(keys.DistinctBy(key => key.Partition).Count() == 1, "a transaction over several partitions");
        Check(keys.Distinct().Count() == keys.Count, "a transaction that names a row twice");
    }

    private static (string Partition, string Row) CheckRow(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var row = document.RootElement;
        var (partition, key) = (row.GetProperty("PartitionKey").GetString()!, row.GetProperty("RowKey").GetString()!);
        Check(partition.Length <= KeyCharacters && key.Length <= KeyCharacters, "a key of more than 512 characters");
        Check(!Forbidden().IsMatch(partition + key), "a character that no key may have");
        var (size, count) = (4 + ((partition.Length + key.Length) * 2), 0);
        foreach (var property in row.EnumerateObject().Where(property => !property.Name.Contains('@', StringComparison.Ordinal)))
        {
            if (property.Name is not ("PartitionKey" or "RowKey"))
            {
                Check(Name().IsMatch(property.Name), $"the name {property.Name}");
                size += 8 + (property.Name.Length * 2) + SizeOf(row, property);
                count++;
            }
        }

        Check(size <= RowBytes && count <= Properties, $"a row of {size} bytes and {count} properties");
        return (partition, key);
    }

    private static int SizeOf(JsonElement row, JsonProperty property)
    {
        if (property.Value.ValueKind is not JsonValueKind.String)
        {
            return 8;
        }

        var length = property.Value.GetString()!.Length;
        if (row.TryGetProperty($"{property.Name}@odata.type", out var type))
        {
            var bytes = type.GetString() is "Edm.Binary" ? property.Value.GetBytesFromBase64().Length : 16;
            Check(bytes <= BinaryBytes, $"{bytes} bytes in {property.Name}");
            return bytes + 4;
        }

        Check(length <= StringCharacters, $"{length} characters in {property.Name}");
        return (length * 2) + 4;
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new XunitException($"The real service refuses {what}.");
        }
    }

    [GeneratedRegex(
        @"^(?<verb>POST|PUT|PATCH|MERGE|DELETE) \S+?(\(PartitionKey='(?<partition>.*)',\s?RowKey='(?<row>.*)'\))?(\?\S*)? HTTP/1\.1$"
    )]
    private static partial Regex Action();

    [GeneratedRegex(@"[?&]\$top=(-?\d+)")]
    private static partial Regex Top();

    [GeneratedRegex(" (eq|ne|gt|ge|lt|le) ")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"[/\\#?\u0000-\u001F\u007F-\u009F]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]{0,254}$")]
    private static partial Regex Name();
}
