using System.Reflection;
using System.Text.Json;

namespace CampaignTasks.Api.Http;

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
