using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>The endpoint for a task's audit log: its events, and who caused them.</summary>
internal static class AuditLogEndpoints
{
    public static void MapTaskLog(this IEndpointRouteBuilder tasks) =>
        tasks
            .MapGet("/{id}/audit", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named(
                "listTaskLog",
                "Tasks",
                "Lists what happened to a task and who did it, newest first; the newest thousand entries are kept as long as the task."
            );

    private static async Task<Results<Ok<AuditLog>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader reader,
        ITaskStore store,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } task)
        {
            return TaskReader.NotFound();
        }

        var page = await store.ListEntriesAsync(caller.TenantId, task.Id, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new AuditLog([.. page.Items.Select(AuditEntryView.FromEntry)], page.Next));
    }
}
