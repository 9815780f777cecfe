using System.Text.Json.Nodes;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>One operation of the API's document, and the requests made up for it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Words">What the document says of it.</param>
internal sealed record FuzzOperation(string Method, string Path, JsonNode Words)
{
    /// <summary>With a path before it, shorter than a line that the server reads at all.</summary>
    private const int LongestQuery = 5_000;

    public string Id => (string)Words["operationId"]!;

    /// <summary>The statuses it may answer with.</summary>
    public IReadOnlySet<int> Statuses =>
        Words["responses"]!
            .AsObject()
            .Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture))
            .ToHashSet();

    /// <summary>
    /// All of them; those that delete come last, parts before their wholes, so that the others meet something, after the one that may make
    /// tasks need approval.
    /// </summary>
    public static IReadOnlyList<FuzzOperation> Of(JsonNode document) =>
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(operation => new FuzzOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!))
                )
                .OrderBy(operation => operation.Method is "DELETE")
                .ThenByDescending(operation => operation.Method is "DELETE" ? operation.Path.Count(letter => letter is '/') : 0)
                .ThenBy(operation => operation is { Method: "PATCH", Path: "/api/settings" }),
        ];

    /// <summary>A request made up from random numbers: good as far as the document says, or strange somewhere.</summary>
    public Row Request(JsonNode document, Random random)
    {
        var (schema, strange) = (new FuzzSchema(document, random), new FuzzStrange(random));
        var (path, query, headers) = (Path, new List<string>(), new List<string>());
        foreach (var parameter in Words["parameters"]?.AsArray() ?? [])
        {
            var (name, place) = ((string)parameter!["name"]!, (string)parameter["in"]!);
            if (place is "path")
            {
                path = path.Replace(
                    $"{{{name}}}",
                    random.Next(3) == 0 ? Uri.EscapeDataString(Segment(strange.Text())) : Known(name, random),
                    StringComparison.Ordinal
                );
            }
            else if (random.Next(2) == 0)
            {
                var value = random.Next(2) == 0 ? strange.Text() : Plain(schema.Value(parameter["schema"]!, name));
                if (name is "Idempotency-Key" && random.Next(4) > 0)
                {
                    // The same key with another body is refused, whatever the body.
                    value = $"{value.AsSpan(0, Math.Min(value.Length, 40))}{random.Next()}";
                }

                (place is "query" ? query : headers).Add(
                    place is "query"
                        ? $"{name}={(value is ['{', 'f', ..] ? value : Uri.EscapeDataString(value))}"
                        : $"{name}: {(name is "If-Match" && random.Next(2) == 0 ? "*" : Line(value))}"
                );
            }
        }

        if (random.Next(10) == 0)
        {
            query.Add($"{Uri.EscapeDataString(strange.Text())}=1");
        }

        while (query.Sum(part => part.Length + 1) > LongestQuery)
        {
            query.RemoveAt(query.Count - 1);
        }

        return new Row(
            Id,
            Method,
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
            Body(schema, strange, random, out var type)
        )
        {
            Key =
                Path.StartsWith("/api/tenants", StringComparison.Ordinal) ? "{platformKey}"
                : Path.StartsWith("/api/inbox", StringComparison.Ordinal) ? "{fuzz.contactToken}"
                : "{fuzz.key}",
            Headers = headers,
            Type = type,
        };
    }

    private byte[]? Body(FuzzSchema schema, FuzzStrange strange, Random random, out string type)
    {
        var content = Words["requestBody"]?["content"]?.AsObject();
        type = content is null || random.Next(30) == 0 ? Row.Json : content.ElementAt(random.Next(content.Count)).Key;
        return content switch
        {
            null when Method is "POST" && random.Next(4) == 0 => strange.Write(new JsonObject()),
            null => null,
            _ when random.Next(30) == 0 => [],
            _ => strange.Write(content.ElementAt(0).Value!["schema"] is { } body ? schema.Value(body, "body") : null),
        };
    }

    // What the furnished company has, so that requests get behind "not found".
    private string Known(string name, Random random) =>
        name switch
        {
            "runId" => "{fuzz.run}",
            "channel" => "email",
            "address" => "shut@example.net",
            "app" => "{fuzz.app}",
            "journeyId" => "0-0",
            "delivery" => "{fuzz.delivery}",
            "subscription" => "{fuzz.browser}",
            _ when Path.StartsWith("/api/messages", StringComparison.Ordinal) => "{fuzz.single}",
            _ when Path.StartsWith("/api/automations", StringComparison.Ordinal) => "{fuzz.automation}",
            _ when Path.StartsWith("/api/webhooks", StringComparison.Ordinal) => "{fuzz.webhook}",
            _ when Path.StartsWith("/api/campaigns", StringComparison.Ordinal) => Method is "GET"
                ? "{fuzz.campaign}"
                : "{fuzz.unusedCampaign}",
            _ when Path is "/api/sites/{id}" && Method is "DELETE" => "{fuzz.unusedSite}",
            _ when Path.StartsWith("/api/sites", StringComparison.Ordinal) => "{fuzz.site}",
            _ when Path.StartsWith("/api/tasks", StringComparison.Ordinal) => (
                Path.Contains("/runs", StringComparison.Ordinal) || random.Next(3) == 0
            )
                ? "{fuzz.task}"
                : "{fuzz.draft}",
            _ when Path.StartsWith("/api/tenants", StringComparison.Ordinal) => "{fuzz.spare}",
            _ when Path.StartsWith("/api/api-keys", StringComparison.Ordinal) => "{fuzz.keyId}",
            _ when Path.StartsWith("/api/channel-accounts", StringComparison.Ordinal) => "{fuzz.account}",
            _ when Path.StartsWith("/api/testers", StringComparison.Ordinal) => "{fuzz.tester}",
            _ when Path.StartsWith("/api/audiences", StringComparison.Ordinal) => "{fuzz.audience}",
            _ when Path.StartsWith("/api/creatives", StringComparison.Ordinal) => Method is "DELETE" ? "{fuzz.unused}" : "{fuzz.creative}",
            _ when Path.StartsWith("/api/imports", StringComparison.Ordinal) => "{fuzz.import}",
            _ when Path.StartsWith("/api/erasures", StringComparison.Ordinal) => "{fuzz.erasure}",
            _ when Path.StartsWith("/api/products", StringComparison.Ordinal) => "of-ann",
            _ when Path.StartsWith("/api/orders", StringComparison.Ordinal) => "o1",
            _ when Path.StartsWith("/api/carts", StringComparison.Ordinal) => Method is "DELETE" ? "k2" : "k1",
            _ => "ann",
        };

    // A path of nothing or dots is another path, and NUL is no HTTP: the table has them.
    private static string Segment(string text) =>
        text.Trim('.').Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } rest ? rest : "x";

    // A header is one line of visible letters: the table has the others.
    private static string Line(string text) => new([.. text.Where(letter => letter is >= ' ' and <= '~')]);

    private static string Plain(JsonNode? value) =>
        value switch
        {
            JsonArray items => string.Join(',', items.Select(Plain)),
            null => "",
            _ => value.ToString(),
        };
}
