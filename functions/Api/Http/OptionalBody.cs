using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CampaignTasks.Api.Http;

/// <summary>The body of an action that can be told more: a JSON object, or nothing.</summary>
/// <typeparam name="T">A request record of the API.</typeparam>
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
