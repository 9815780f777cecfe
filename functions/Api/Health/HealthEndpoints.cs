using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;

namespace CampaignTasks.Api.Health;

/// <summary>One part that the app cannot do without. Register any number.</summary>
internal interface IHealthPart
{
    /// <summary>Its name in the answer, such as <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Returns when the part works; throws when it does not.</summary>
    /// <exception cref="DegradedException">The part works, but not as well as it should.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <summary>A part works, but somebody should look at it. The app as a whole is healthy all the same.</summary>
/// <param name="message">What to look at; logged.</param>
internal sealed class DegradedException(string message) : Exception(message);

/// <summary>Storage, by one point read.</summary>
internal sealed class StorageHealth(Domain.Tenants.ITenantStore tenants) : IHealthPart
{
    public string Name => "storage";

    public Task CheckAsync(CancellationToken cancellationToken) => tenants.FindAsync(LocalTenant.Id, cancellationToken);
}

/// <summary>Whether the app works.</summary>
/// <param name="Status">`healthy` or `unhealthy`.</param>
/// <param name="Parts">The same for each part, or `degraded`: it works, but something in it failed when last tried.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Parts);

/// <summary>Health, and a root that answers.</summary>
internal static class HealthEndpoints
{
    private const string Healthy = "healthy";

    private const string Unhealthy = "unhealthy";

    private const string Degraded = "degraded";

    /// <summary>A part that takes longer is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => "Campaign Tasks").IsOpen().ExcludeFromDescription();
        app.MapGet("/api/health", CheckAsync).IsOpen().WithMetadata(new AlwaysLetIn()).WithName("health").WithTags("Health")
            .WithSummary("Tells whether the app and its parts work: 200, or 503 with the failing part.")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
    }

    private static async Task<IResult> CheckAsync(
        IEnumerable<IHealthPart> parts, TimeProvider time, ILogger<HealthView> logger, CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(parts.Select(part => StateAsync(part, time, logger, cancellationToken)));
        var healthy = states.All(state => state.Value != Unhealthy);
        return TypedResults.Json(
            new HealthView(healthy ? Healthy : Unhealthy, states.ToDictionary(state => state.Key, state => state.Value, StringComparer.Ordinal)),
            Http.ApiJson.Default.HealthView,
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<KeyValuePair<string, string>> StateAsync(
        IHealthPart part, TimeProvider time, ILogger<HealthView> logger, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await part.CheckAsync(either.Token).WaitAsync(either.Token);
            return new(part.Name, Healthy);
        }
        catch (DegradedException e)
        {
            logger.PartDegraded(part.Name, e.Message);
            return new(part.Name, Degraded);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.PartUnhealthy(part.Name, e);
            return new(part.Name, Unhealthy);
        }
    }
}
