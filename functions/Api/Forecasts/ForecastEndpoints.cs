using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Forecasts;

/// <summary>The endpoints for forecasts of tasks, stored and not.</summary>
internal static class ForecastEndpoints
{
    private const string Tag = "Forecasts";

    public static void MapForecasts(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks");
        tasks
            .MapGet("/{id}/forecast", GetAsync)
            .Requires(Role.Viewer)
            .Query(new QueryParameter("limit", "How many occurrences to look ahead.", IsNumber: true))
            .Named(
                "forecastTask",
                Tag,
                "Says when a task's runs begin and end, what leaves on which day, and what holds it up, if nothing fails."
            );
        tasks
            .MapPost("/dry-run", DryRunAsync)
            .Requires(Role.Operator)
            .BodyLimit(RequestBody.ListLimit)
            .Named("dryRunTask", Tag, "Forecasts a task that is not stored, and of its first run the minute each message leaves.");
    }

    private static async Task<Results<Ok<ForecastView>, Problem>> GetAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader reader,
        ForecastService forecasts,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller, id, cancellationToken) is { } task
            ? TypedResults.Ok(ForecastView.From(await forecasts.OfAsync(task, query.Limit, cancellationToken)))
            : TaskReader.NotFound();

    private static async Task<Ok<DryRunView>> DryRunAsync(
        JsonBody<TaskRequest> body,
        ResourceId id,
        Caller caller,
        DryRun dryRun,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(DryRunView.From(await dryRun.RunAsync(caller.TenantId, id.Value, body.Value, cancellationToken)));
}
