using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CampaignTasks.Domain.Tasks;
using Microsoft.AspNetCore.Http.Metadata;

namespace CampaignTasks.Api.Http;

/// <summary>A JSON body, read strictly: every field fault is told at once, by path, with the fix.</summary>
/// <typeparam name="T">A request record of <see cref="ApiJson"/>.</typeparam>
/// <param name="Value">The body.</param>
/// <param name="Given">The names of the fields the caller gave, null ones included: a change touches only these.</param>
internal sealed record JsonBody<T>(T Value, IReadOnlySet<string> Given) : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">413, 415, 400 when it is not JSON at all, 422 when its fields are wrong.</exception>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        JsonBodies.EnsureJson(context.Request);
        var info = (JsonTypeInfo<T>)(ApiJson.Default.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in ApiJson."));
        using var document = JsonBodies.Parse(await RequestBody.ReadAsync(context));
        return new JsonBody<T>(JsonBodies.Read(document.RootElement, info), JsonBodies.Names(document.RootElement));
    }

    /// <summary>Tells routing and the OpenAPI document what the endpoint takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([JsonBodies.MediaType], typeof(T)));
}

/// <summary>The body of an action that can be told more: a JSON object, or nothing.</summary>
/// <typeparam name="T">A request record of <see cref="ApiJson"/>.</typeparam>
/// <param name="Value">The body; null when there is none.</param>
internal sealed record OptionalBody<T>(T? Value) : IBindableFromHttpContext<OptionalBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Reads the body, if there is one.</summary>
    /// <exception cref="ProblemException">As <see cref="JsonBody{T}.BindAsync"/>.</exception>
    public static async ValueTask<OptionalBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        (await RequestBody.ReadAsync(context)).IsEmpty
            ? new OptionalBody<T>(Value: null)
            : new OptionalBody<T>((await JsonBody<T>.BindAsync(context, parameter))?.Value);

    /// <summary>Tells routing and the OpenAPI document what the endpoint takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([JsonBodies.MediaType], typeof(T), isOptional: true));
}

/// <summary>The body of an action, which says nothing: empty, or an empty object.</summary>
internal sealed record NoBody : IBindableFromHttpContext<NoBody>
{
    public static async ValueTask<NoBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var bytes = await RequestBody.ReadAsync(context);
        if (bytes.IsEmpty)
        {
            return new NoBody();
        }

        JsonBodies.EnsureJson(context.Request);
        using var document = JsonBodies.Parse(bytes);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && !root.EnumerateObject().Any()
            ? new NoBody()
            : throw new ProblemException(Problems.Invalid("$", "This action takes no fields: send no body."));
    }
}

/// <summary>The steps of reading JSON.</summary>
internal static class JsonBodies
{
    public const string MediaType = "application/json";

    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    /// <exception cref="ProblemException">415: it is not JSON in UTF-8.</exception>
    public static void EnsureJson(HttpRequest request)
    {
        if (!Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
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
            throw new ProblemException(Problems.MalformedJson(
                $"The JSON breaks at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, or is nested deeper than {MaxDepth} levels."));
        }
    }

    /// <exception cref="ProblemException">422: fields are unknown, missing, repeated or of the wrong kind.</exception>
    public static T Read<T>(JsonElement root, JsonTypeInfo<T> info)
    {
        var errors = new FieldErrors();
        new JsonWalk(errors).Check(root, info, "");
        return errors.IsEmpty
            ? root.Deserialize(info) ?? throw new InvalidOperationException("A checked body was null.")
            : throw new ProblemException(Problems.Invalid(errors));
    }

    /// <summary>The names of an object's fields.</summary>
    public static IReadOnlySet<string> Names(JsonElement root) => root.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
}
