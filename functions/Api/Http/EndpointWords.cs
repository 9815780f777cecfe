using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Http;

/// <summary>Marks an endpoint that takes an <c>Idempotency-Key</c>.</summary>
internal sealed record TakesIdempotencyKey;

/// <summary>Marks an endpoint whose requests take as long as their callers send: only these end without the server's patience.</summary>
internal sealed record TakesItsTime;

/// <summary>Marks an endpoint that takes a file of one of these media types, and reads it as it comes.</summary>
internal sealed record TakesFile(IReadOnlyList<string> MediaTypes);

/// <summary>The words endpoints are described with.</summary>
internal static class EndpointWords
{
    /// <summary>Names an operation for the API document.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder builder, string name, string tag, string summary) =>
        builder.WithName(name).WithTags(tag).WithSummary(summary);

    /// <summary>The query parameters an endpoint knows; it refuses others.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder builder, params QueryParameter[] parameters) => builder.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder builder) => builder.WithMetadata(new TakesIdempotencyKey());

    public static RouteHandlerBuilder BodyLimit(this RouteHandlerBuilder builder, long bytes) => builder.WithMetadata(new BodyLimit(bytes));

    /// <summary>Ends the request when something is wrong with it.</summary>
    /// <exception cref="ProblemException">422 with all the errors.</exception>
    public static void Refuse(this FieldErrors errors)
    {
        if (!errors.IsEmpty)
        {
            throw new ProblemException(Problems.Invalid(errors));
        }
    }
}
