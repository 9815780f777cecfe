using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>The endpoint for the results of a task by creative.</summary>
internal static class TaskCreativeEndpoints
{
    public static void MapTaskCreatives(this IEndpointRouteBuilder tasks) =>
        tasks
            .MapGet("/{id}/creatives", GetAsync)
            .Requires(Role.Viewer)
            .Named("getTaskCreatives", "Tasks", "Compares the creatives of a task: messages, unsubscribes, orders and revenue of each.");

    private static async Task<Results<Ok<CreativeResultList>, Problem>> GetAsync(
        string id,
        Caller caller,
        TaskReader reader,
        CreativeResults results,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller, id, cancellationToken) is { } task
            ? TypedResults.Ok(new CreativeResultList([.. (await results.OfAsync(task, cancellationToken)).Select(CreativeResultView.From)]))
            : TaskReader.NotFound();
}
