using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Explanations;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Explanations;

/// <summary>The endpoint that explains why a contact got a message, or did not.</summary>
internal static class DeliveryExplanationEndpoints
{
    private const string TaskOf = "task";

    public static void MapExplanations(this IEndpointRouteBuilder api) =>
        api.MapGet("/contacts/{id}/why", GetAsync)
            .Requires(Role.Viewer)
            .Query(new QueryParameter(TaskOf, "The id of the task.") { IsRequired = true })
            .Named("explainContact", "Contacts", "Explains why a contact got a task's message, gets it, or does not.");

    private static async Task<Results<Ok<DeliveryExplanationView>, Problem>> GetAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader tasks,
        DeliveryExplanationService service,
        CancellationToken cancellationToken
    )
    {
        if (query.Text(TaskOf) is not { } taskId)
        {
            return Problems.Invalid(TaskOf, "The task is missing: give its id, as in ?task=01k9….");
        }

        if (await tasks.FindAsync(caller, taskId, cancellationToken) is not { } task)
        {
            return TaskReader.NotFound();
        }

        return await service.ExplainAsync(task, id, cancellationToken) is { } why ? TypedResults.Ok(why) : Problems.NotFound("The contact");
    }
}
