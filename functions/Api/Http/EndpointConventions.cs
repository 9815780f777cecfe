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

    /// <summary>Counts the body for the quota of stored bytes; without room for it, it is refused.</summary>
    public static RouteHandlerBuilder StoresBody(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(new StoredBody(isRefused: true));

    /// <summary>Counts the body for the quota of stored bytes, and never refuses it: a person's no must be stored.</summary>
    public static RouteHandlerBuilder CountsBody(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(new StoredBody(isRefused: false));

    public static RouteHandlerBuilder BodyLimit(this RouteHandlerBuilder builder, long bytes) => builder.WithMetadata(new BodyLimit(bytes));
}
