namespace CampaignTasks.Api.Http;

/// <summary>The words endpoints are described with.</summary>
internal static class EndpointConventions
{
    /// <summary>Names an operation for the API document.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder builder, string name, string tag, string summary) =>
        builder.WithName(name).WithTags(tag).WithSummary(summary);

    /// <summary>The query parameters an endpoint knows; it refuses others.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder builder, params QueryParameter[] parameters) =>
        builder.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder builder) => builder.WithMetadata(new TakesIdempotencyKey());

    /// <summary>Keeps a repeated answer from every other key: it shows a secret.</summary>
    public static RouteHandlerBuilder ShowsSecret(this RouteHandlerBuilder builder) => builder.WithMetadata(new AnswersWithSecret());

    public static RouteHandlerBuilder BodyLimit(this RouteHandlerBuilder builder, long bytes) => builder.WithMetadata(new BodyLimit(bytes));
}
