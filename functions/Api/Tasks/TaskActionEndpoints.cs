using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>The endpoints for people's actions on tasks: <c>POST /api/tasks/{id}/{action}</c>.</summary>
internal static class TaskActionEndpoints
{
    private const string Tag = "Tasks";

    public static void MapTaskActions(this IEndpointRouteBuilder tasks)
    {
        tasks.MapPost("/{id}/start", StartAsync).Named("startTask", Tag, "Starts a draft.").Requires(Role.Operator).Idempotent();
        tasks
            .MapPost("/{id}/pause", PauseAsync)
            .Named("pauseTask", Tag, "Pauses: no new message leaves until it is resumed.")
            .Requires(Role.Operator)
            .Idempotent();
        tasks
            .MapPost("/{id}/resume", ResumeAsync)
            .Named("resumeTask", Tag, "Goes on where the pause interrupted; says what becomes of what came due meanwhile.")
            .Requires(Role.Operator)
            .Idempotent();
        tasks
            .MapPost("/{id}/release", ReleaseAsync)
            .Named("releaseTask", Tag, "Lets a roll-out that is held go on: what is left of its stage leaves together with the next one.")
            .Requires(Role.Operator)
            .Idempotent();
        tasks
            .MapPost("/{id}/stop", StopAsync)
            .Named("stopTask", Tag, "Finishes early: what is pending becomes canceled, the task completed.")
            .Requires(Role.Operator)
            .Idempotent();
        tasks
            .MapPost("/{id}/cancel", CancelAsync)
            .Named("cancelTask", Tag, "Cancels: what is pending becomes canceled, and so does the task.")
            .Requires(Role.Operator)
            .Idempotent();
        tasks
            .MapPost("/{id}/copy", CopyAsync)
            .Named("copyTask", Tag, "Makes a new draft of the same definition.")
            .Requires(Role.Operator)
            .Idempotent();
    }

    private static Task<Results<Ok<TaskView>, Problem>> StartAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "start", (task, now) => task.Start(now), cancellationToken);

    private static Task<Results<Ok<TaskView>, Problem>> PauseAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "pause", (task, now) => task.Pause(CampaignTask.PausedByUser, now), cancellationToken);

    private static async Task<Results<Ok<TaskView>, Problem>> ResumeAsync(
        string id,
        OptionalBody<ResumeRequest> body,
        Caller caller,
        TaskReader reader,
        ForecastService forecasts,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    )
    {
        var rule = body.Value?.Overdue ?? OverdueRule.Shift;
        var overdue =
            rule is not OverdueRule.Shift && await reader.FindAsync(caller, id, cancellationToken) is { } task
                ? await forecasts.OverdueAsync(task, cancellationToken)
                : 0;
        return await handler.MoveAsync(id, "resume", (paused, now) => paused.Resume(rule, overdue, now), cancellationToken);
    }

    private static Task<Results<Ok<TaskView>, Problem>> ReleaseAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "release", (task, now) => task.Release(now), cancellationToken);

    private static Task<Results<Ok<TaskView>, Problem>> StopAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "stop", (task, now) => task.Stop(now), cancellationToken);

    private static Task<Results<Ok<TaskView>, Problem>> CancelAsync(
        string id,
        NoBody body,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, "cancel", (task, now) => task.Cancel(now), cancellationToken);

    private static async Task<Results<Created<TaskView>, Problem>> CopyAsync(
        string id,
        NoBody body,
        ResourceId newId,
        Caller caller,
        TaskService tasks,
        TaskReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } task)
        {
            return TaskReader.NotFound();
        }

        var copy = await tasks.CopyAsync(Actors.Of(context), task, newId.Value, cancellationToken);
        return TypedResults.Created($"/api/tasks/{copy.Id}", await reader.ReadAsync(copy, context, cancellationToken));
    }
}
