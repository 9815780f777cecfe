using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CampaignTasks.Application.Requests;
using Microsoft.AspNetCore.Http.Metadata;

namespace CampaignTasks.Api.Http;

/// <summary>A JSON body, read strictly: every field fault is told at once, by path, with the fix.</summary>
/// <typeparam name="T">A request record of the API.</typeparam>
/// <param name="Value">The body.</param>
/// <param name="Given">The names of the fields the caller gave, null ones included: a change touches only these.</param>
internal sealed record JsonBody<T>(T Value, IReadOnlySet<string> Given)
    : IBindableFromHttpContext<JsonBody<T>>,
        IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>The body as a change of only the fields it gives.</summary>
    public Patch<T> ToPatch() => new(Value, Given);

    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">413, 415, 400 when it is not JSON at all, 422 when its fields are wrong.</exception>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        JsonBodies.EnsureJson(context.Request);
        var info =
            (JsonTypeInfo<T>)(
                context.RequestServices.GetRequiredService<JsonSerializerContext>().GetTypeInfo(typeof(T))
                ?? throw new InvalidOperationException($"{typeof(T).Name} is not among the types of the API.")
            );
        using var document = JsonBodies.Parse(await RequestBody.ReadAsync(context));
        return new JsonBody<T>(JsonBodies.Read(document.RootElement, info), JsonBodies.Names(document.RootElement));
    }

    /// <summary>Tells routing and the OpenAPI document what the endpoint takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([JsonBodies.MediaType], typeof(T)));
}
