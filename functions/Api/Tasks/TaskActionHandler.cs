using System.Reflection;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Tasks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>The action of one request; the answer is the task after it.</summary>
internal sealed class TaskActionHandler(Caller caller, TaskService tasks, TaskReader reader, HttpContext context)
    : IBindableFromHttpContext<TaskActionHandler>
{
    public static ValueTask<TaskActionHandler?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        return ValueTask.FromResult<TaskActionHandler?>(
            new TaskActionHandler(
                context.Features.GetRequiredFeature<Caller>(),
                services.GetRequiredService<TaskService>(),
                services.GetRequiredService<TaskReader>(),
                context
            )
        );
    }

    /// <summary>The caller, for the log.</summary>
    public TaskActor Actor => Actors.Of(context);

    public Task<Results<Ok<TaskView>, Problem>> MoveAsync(
        string id,
        string name,
        Func<CampaignTask, DateTimeOffset, CampaignTask> move,
        CancellationToken cancellationToken
    ) => MoveAsync(id, new TaskAction(name, Actor, move) { StartsDraft = name is "start" }, cancellationToken);

    public async Task<Results<Ok<TaskView>, Problem>> MoveAsync(string id, TaskAction action, CancellationToken cancellationToken) =>
        Ulids.IsValid(id) && await tasks.ActAsync(caller.TenantId, id, Expecting(action), cancellationToken) is { } task
            ? TypedResults.Ok(await reader.ReadAsync(task, context, cancellationToken))
            : TaskReader.NotFound();

    private TaskAction Expecting(TaskAction action) => action with { EnsureVersion = version => ETags.Check(context.Request, version) };
}
