using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>What happened to a task, and who did it.</summary>
internal static class TaskLogEndpoints
{
    public static void MapTaskLog(this IEndpointRouteBuilder tasks) =>
        tasks.MapGet("/{id}/audit", ListAsync).Requires(Role.Viewer).Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listTaskLog", "Tasks", "Lists what happened to a task and who did it, newest first; the newest thousand entries are kept as long as the task.");

    private static async Task<Results<Ok<TaskLog>, Problem>> ListAsync(
        string id, Query query, Caller caller, TaskReader reader, ITaskStore store, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } task)
        {
            return TaskReader.NotFound();
        }

        var page = await store.ListEntriesAsync(caller.TenantId, task.Id, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new TaskLog([.. page.Items.Select(TaskEntryView.Of)], page.Next));
    }
}

/// <summary>A page of a task's log.</summary>
internal sealed record TaskLog(IReadOnlyList<TaskEntryView> Items, string? Next);

/// <summary>One thing that happened to a task.</summary>
/// <param name="Event">What.</param>
/// <param name="At">When.</param>
/// <param name="From">The task's status before; null for a new task.</param>
/// <param name="To">The task's status after.</param>
/// <param name="By">Who did it.</param>
/// <param name="RunId">The run it is about; null when it is about none.</param>
/// <param name="Changed">The parts that an edit changed; null for anything else.</param>
/// <param name="Overdue">What a resume said of what had come due meanwhile; null for anything else.</param>
/// <param name="Reason">Why, in words; null when the event says it all.</param>
internal sealed record TaskEntryView(
    TaskEvent Event,
    DateTimeOffset At,
    CampaignTaskStatus? From,
    CampaignTaskStatus To,
    TaskActorView By,
    string? RunId,
    IReadOnlyList<string>? Changed,
    OverdueRule? Overdue,
    string? Reason)
{
    public static TaskEntryView Of(TaskEntry entry) => new(
        entry.Event, entry.At, entry.From, entry.To, TaskActorView.Of(entry.By), entry.Run, entry.Changed, entry.Overdue, entry.Reason);
}

/// <summary>Who did something: a request with an API key, or the service itself.</summary>
/// <param name="Kind">`key` or `service`.</param>
/// <param name="Name">The key's name; or the part of the service: `scheduler`, `sender`, `watchdog`.</param>
/// <param name="KeyId">The key's id; null for the service.</param>
/// <param name="Role">What the key might do then; null for the service.</param>
/// <param name="IdempotencyKey">The request's Idempotency-Key; null when it had none.</param>
/// <param name="TraceId">The W3C trace id of the request, or of the service's work; null when there was none.</param>
internal sealed record TaskActorView(TaskActorKind Kind, string Name, string? KeyId, Role? Role, string? IdempotencyKey, string? TraceId)
{
    public static TaskActorView Of(TaskActor actor) => new(actor.Kind, actor.Name, actor.KeyId, actor.Role, actor.IdempotencyKey, actor.TraceId);
}
