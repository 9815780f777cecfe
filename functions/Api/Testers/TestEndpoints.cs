using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Testers;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Testers;

/// <summary>The endpoints of tests of tasks.</summary>
internal static class TestEndpoints
{
    private const string Tag = "Tasks";

    public static void MapTests(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks");
        tasks
            .MapPost("/{id}/test", TestAsync)
            .Named("testTask", Tag, "Sends the task's message to testers, at once and through its account. It counts nowhere.")
            .Requires(TaskLifecycle.RoleFor(TaskTransition.Test))
            .Idempotent();
        tasks
            .MapGet("/{id}/tests", ListAsync)
            .Named("listTests", Tag, "Lists a task's tests with the outcome of every message, newest first.")
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor);
    }

    private static Task<Results<Ok<TaskView>, Problem>> TestAsync(
        string id,
        JsonBody<TestRequest> body,
        ResourceId testId,
        TestService service,
        TaskActionHandler handler,
        CancellationToken cancellationToken
    ) => handler.MoveAsync(id, service.Test(handler.Actor, testId.Value, body.Value), cancellationToken);

    private static async Task<Results<Ok<TestList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader tasks,
        TestListReader tests,
        CancellationToken cancellationToken
    ) =>
        await tasks.FindAsync(caller, id, cancellationToken) is { } task
            ? TypedResults.Ok(await tests.ReadAsync(task, query.Limit, query.Cursor, cancellationToken))
            : TaskReader.NotFound();
}
