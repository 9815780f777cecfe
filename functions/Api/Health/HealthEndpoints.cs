using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;

namespace CampaignTasks.Api.Health;

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
        app.MapGet("/api/health", CheckAsync).IsOpen().WithMetadata(new BypassesCapacity()).WithName("health").WithTags("Health")
            .WithSummary("Tells whether the app and its parts work: 200, or 503 with the failing part.")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
    }

    private static async Task<IResult> CheckAsync(
        IEnumerable<IHealthCheck> parts, TimeProvider time, ILogger<HealthView> logger, CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(parts.Select(part => StateAsync(part, time, logger, cancellationToken)));
        var healthy = states.All(state => state.Value != Unhealthy);
        return TypedResults.Json(
            new HealthView(healthy ? Healthy : Unhealthy, states.ToDictionary(state => state.Key, state => state.Value, StringComparer.Ordinal)),
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<KeyValuePair<string, string>> StateAsync(
        IHealthCheck part, TimeProvider time, ILogger<HealthView> logger, CancellationToken cancellationToken)
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
