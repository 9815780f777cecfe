using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.App.Functions.Client;

/// <summary>Where the Durable extension answers, and with which key.</summary>
/// <param name="BaseUrl">As in <c>https://tasks.example.com/runtime/webhooks/durabletask</c>.</param>
/// <param name="Query">What every request needs behind the question mark; holds the system key.</param>
internal sealed record ManagementEndpoint(string BaseUrl, string Query)
{
    /// <summary>Reads what a <c>durableClient</c> binding says; null when it says nothing of use.</summary>
    public static ManagementEndpoint? Read(JsonElement client)
    {
        var query = Text(client, "requiredQueryStringParameters") ?? "";
        return Uri.TryCreate(Text(client, "httpBaseUrl") ?? Text(client, "baseUrl"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new(url.AbsoluteUri.TrimEnd('/'), WithHub(query.TrimStart('?', '&'), Text(client, "taskHubName")))
            : null;
    }

    /// <summary>An address of the API.</summary>
    /// <param name="path">The path behind the base, escaped.</param>
    /// <param name="parameters">Further parameters; null ones are left out.</param>
    public Uri Address(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var own = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return new($"{BaseUrl}/{path}?{string.Join('&', own.Append(Query).Where(part => part.Length > 0))}");
    }

    /// <summary>Names the address and never the key.</summary>
    public override string ToString() => BaseUrl;

    private static string WithHub(string query, string? hub) =>
        hub is { Length: > 0 } && !query.Contains("taskHub=", StringComparison.OrdinalIgnoreCase) ? $"taskHub={Uri.EscapeDataString(hub)}&{query}".TrimEnd('&') : query;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

/// <summary>What the client reads and writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ManagementEndpoint))]
[JsonSerializable(typeof(PurgedAnswer))]
[JsonSerializable(typeof(StartedAnswer))]
internal sealed partial class ManagementJson : JsonSerializerContext;

/// <summary>Answer of a purge.</summary>
internal sealed record PurgedAnswer(int InstancesDeleted);

/// <summary>Answer of a start; the addresses in it hold the key and are not read.</summary>
internal sealed record StartedAnswer(string Id);
