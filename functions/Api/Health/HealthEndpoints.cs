using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Api.Health;

/// <summary>The endpoints that say whether the app works: its health, and a root that answers.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => "Campaign Tasks").IsOpen().ExcludeFromDescription();
        app.MapGet("/api/health", CheckAsync)
            .IsOpen()
            .DisableRateLimiting()
            .WithName("health")
            .WithTags("Health")
            .WithSummary("Tells whether the app and its parts work: 200, or 503 with the failing part.")
            .Produces<HealthView>()
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
    }

    private static async Task<IResult> CheckAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var isHealthy = report.Status is not HealthStatus.Unhealthy;
        return TypedResults.Json(
            new HealthView(
                EnumNames.Of(isHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy),
                report.Entries.ToDictionary(part => part.Key, part => EnumNames.Of(part.Value.Status), StringComparer.Ordinal)
            ),
            statusCode: isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
