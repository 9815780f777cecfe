using System.Text.Json;

namespace CampaignTasks.App.Functions.Edge;

/// <summary>
/// A call of the Functions host: what triggered it, and the data beside. The host writes everything that is no JSON object as JSON text inside
/// a JSON string; documents and older hosts show it without that layer, so both are read.
/// </summary>
internal sealed class Invocation : IDisposable
{
    /// <summary>Data of a trigger is spread into the metadata, as deep as people nest it.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly JsonDocument _body;

    private Invocation(JsonDocument body) => _body = body;

    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static async Task<Invocation> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        new(await JsonDocument.ParseAsync(body, Deep, cancellationToken));

    public void Dispose() => _body.Dispose();

    /// <summary>The value of a binding, or null when it is not there.</summary>
    public JsonElement? Binding(string name) => Member("Data", name);

    /// <summary>A binding as text: a string loses the host's layer, anything else is its JSON.</summary>
    public string? Text(string binding) => Binding(binding) is { } value ? Unwrap(value) : null;

    /// <summary>A text beside the trigger's data, or null.</summary>
    public string? Metadata(string name) => Member("Metadata", name) is { } value ? Unwrap(value) : null;

    /// <summary>A binding that is an object, however often it was put into a string; null when it is none.</summary>
    public JsonElement? Object(string binding)
    {
        var value = Binding(binding);
        for (var layers = 0; layers < 3 && value is { ValueKind: JsonValueKind.String } text; layers++)
        {
            value = TryParse(text.GetString()!);
        }

        return value is { ValueKind: JsonValueKind.Object } ? value : null;
    }

    /// <summary>
    /// A binding that holds JSON text (an activity's input): the text as it was scheduled, or null for none. With the host's layer the string
    /// holds a JSON string that holds the text; without it, the text.
    /// </summary>
    public string? Json(string binding)
    {
        if (Binding(binding) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        var outer = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var text = TryParse(outer) switch
        {
            { ValueKind: JsonValueKind.String } inner when inner.GetString() is { } scheduled && TryParse(scheduled) is not null => scheduled,
            not null => outer,
            null => JsonSerializer.Serialize(outer, EdgeJson.Default.String),
        };
        return text is "null" ? null : text;
    }

    private JsonElement? Member(string part, string name) =>
        _body.RootElement.ValueKind is JsonValueKind.Object
        && _body.RootElement.TryGetProperty(part, out var members)
        && members.ValueKind is JsonValueKind.Object
        && members.TryGetProperty(name, out var value)
            ? value
            : null;

    private static string Unwrap(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return value.GetRawText();
        }

        var text = value.GetString()!;
        if (text is not ['"', .., '"'])
        {
            return text;
        }

        // A turn's base64 has nothing to unescape, and may be long.
        return text.AsSpan(1, text.Length - 2).ContainsAny('\\', '"')
            ? TryParse(text) is { ValueKind: JsonValueKind.String } inner ? inner.GetString()! : text
            : text[1..^1];
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text, Deep);
            return parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
