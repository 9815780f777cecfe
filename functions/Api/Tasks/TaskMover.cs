using System.Reflection;
using CampaignTasks.Api.Http;
using Microsoft.AspNetCore.Http.Features;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Domain.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>Makes one request's move and answers with the task after it.</summary>
internal sealed class TaskMover(Caller caller, TaskDesk desk, TaskReader reader, HttpContext context) : IBindableFromHttpContext<TaskMover>
{
    public static ValueTask<TaskMover?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        return ValueTask.FromResult<TaskMover?>(new TaskMover(
            context.Features.GetRequiredFeature<Caller>(), services.GetRequiredService<TaskDesk>(), services.GetRequiredService<TaskReader>(), context));
    }

    public async Task<Results<Ok<TaskView>, Problem>> MoveAsync(
        string id, string name, Func<CampaignTask, DateTimeOffset, CampaignTask> move, CancellationToken cancellationToken) =>
        Ulids.IsOne(id) && await desk.MoveAsync(caller.TenantId, id, name, context.Request, move, cancellationToken) is { } task
            ? TypedResults.Ok(await reader.ReadAsync(task, context, cancellationToken))
            : TaskReader.NotFound();
}
