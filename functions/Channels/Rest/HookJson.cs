using System.Globalization;
using System.Text.Json;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Rest;

/// <summary>The reading of JSON that a provider, or anybody, posts to a webhook: what is not there, or not of the kind, is null.</summary>
internal static class HookJson
{
    /// <summary>Reads a body that must be one object, or one array.</summary>
    public static WebhookResult Read(WebhookCall call, Func<JsonElement, WebhookResult> read, JsonValueKind kind = JsonValueKind.Object)
    {
        if (call.Body.Length > HookProof.LongestBody)
        {
            return new WebhookResult.Unreadable("A call has at most 1 MiB.");
        }

        try
        {
            using var json = JsonDocument.Parse(call.Body);
            return json.RootElement.ValueKind == kind
                ? read(json.RootElement)
                : new WebhookResult.Unreadable($"The body is no JSON {(kind is JsonValueKind.Object ? "object" : "array")}.");
        }
        catch (JsonException)
        {
            return new WebhookResult.Unreadable("The body is no JSON.");
        }
    }

    /// <summary>Gets a member of an object.</summary>
    public static JsonElement Get(this JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Gets the members of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>Gets a text that is not empty.</summary>
    public static string? Text(this JsonElement parent, string name)
    {
        try
        {
            return parent.Get(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: valid for the JSON parser, but not a text.
            return null;
        }
    }

    /// <summary>Gets a whole number, also one written as a text.</summary>
    public static long? Number(this JsonElement parent, string name) =>
        parent.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number
        : long.TryParse(parent.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
        : null;

    /// <summary>Gets a whole number as a text.</summary>
    public static string? Id(this JsonElement parent, string name) => parent.Number(name)?.ToString(CultureInfo.InvariantCulture);

    /// <summary>True for a member that is true.</summary>
    public static bool IsTrue(this JsonElement parent, string name) => parent.Get(name).ValueKind is JsonValueKind.True;

    /// <summary>Gets a time in seconds since 1970; null when there is none, or none that is possible.</summary>
    public static DateTimeOffset? Time(this JsonElement parent, string name) =>
        parent.Number(name) is >= 0 and <= 253402300799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
