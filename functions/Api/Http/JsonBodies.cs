using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Http;

/// <summary>The steps of reading JSON.</summary>
internal static class JsonBodies
{
    public const string MediaType = "application/json";

    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    /// <exception cref="ProblemException">415: it is not JSON in UTF-8.</exception>
    public static void EnsureJson(HttpRequest request)
    {
        if (
            !Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new ProblemException(Problems.UnsupportedMediaType());
        }
    }

    /// <exception cref="ProblemException">400: empty, not UTF-8, not JSON or nested too deep.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span is [0xEF, 0xBB, 0xBF, ..])
        {
            bytes = bytes[3..];
        }

        if (bytes.IsEmpty)
        {
            throw new ProblemException(Problems.MalformedJson("The body is empty: send a JSON object."));
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw new ProblemException(Problems.MalformedJson("The body is not UTF-8: encode it as UTF-8 and send it again."));
        }

        try
        {
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException e)
        {
            // The exception's own text may quote the body, which may hold addresses and secrets.
            throw new ProblemException(
                Problems.MalformedJson(
                    $"The JSON breaks at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, or is nested deeper than {MaxDepth} levels."
                )
            );
        }
    }

    /// <exception cref="ProblemException">422: fields are unknown, missing, repeated or of the wrong kind.</exception>
    public static T Read<T>(JsonElement root, JsonTypeInfo<T> info)
    {
        var errors = new ValidationErrors();
        new JsonShapeValidator(errors).Check(root, info, "");
        return errors.IsEmpty
            ? root.Deserialize(info) ?? throw new InvalidOperationException("A checked body was null.")
            : throw new ProblemException(Problems.Invalid(errors));
    }

    /// <summary>The names of an object's fields.</summary>
    public static IReadOnlySet<string> Names(JsonElement root) =>
        root.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
}
