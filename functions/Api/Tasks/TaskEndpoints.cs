using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tasks;

/// <summary>Tasks: create, read, change, delete. Their moves are in <see cref="TaskActionEndpoints"/>.</summary>
internal static class TaskEndpoints
{
    private const string Tag = "Tasks";

    private static readonly QueryParameter Fields = QueryParameter.AnyOf<TaskListField>("fields", "The large parts of tasks to show, too.");

    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks");
        tasks
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .BodyLimit(RequestBody.ListLimit)
            .Named("createTask", Tag, "Creates a task and, unless it says otherwise or the task needs approval, starts it.");
        tasks
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                QueryParameter.AnyOf<CampaignTaskStatus>("status", "Only tasks in one of these states."),
                QueryParameter.AnyOf<ApprovalStatus>("approvalStatus", "Only tasks whose approval has one of these statuses."),
                QueryParameter.OneOf<ChannelKind>("channel", "Only tasks on this channel."),
                new QueryParameter("campaign", "Only tasks with exactly this campaign label."),
                new QueryParameter("site", "Only tasks with this target site, by its id."),
                new QueryParameter("app", "Only tasks with this app, by its id."),
                new QueryParameter("name", "Only tasks whose name contains this, ignoring case."),
                Fields,
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named(
                "listTasks",
                Tag,
                "Lists tasks, newest first, without what their creatives say; `fields` asks for it, and reading one task shows it."
            );
        tasks.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getTask", Tag, "Reads a task.");
        tasks
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .BodyLimit(RequestBody.ListLimit)
            .Named(
                "changeTask",
                Tag,
                "Changes a task's definition, and of a run under way what is still owed; needs If-Match. The answer says what the change means."
            );
        tasks.MapDelete("/{id}", DeleteAsync).Requires(Role.Operator).Named("deleteTask", Tag, "Deletes an ended task with its runs.");
        tasks.MapTaskActions();
        tasks.MapTaskLog();
        tasks.MapTaskCreatives();
    }

    private static async Task<Created<TaskView>> AddAsync(
        JsonBody<TaskRequest> body,
        ResourceId id,
        Caller caller,
        TaskService tasks,
        TaskReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var task = await tasks.AddAsync(Actors.Of(context), caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/tasks/{task.Id}", await reader.ReadAsync(task, context, cancellationToken));
    }

    private static async Task<Ok<TaskList>> ListAsync(
        Query query,
        Caller caller,
        ITaskStore store,
        TaskSummaries summaries,
        IConversionStore conversions,
        ISettingsStore settings,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var filter = new TaskFilter(
            query.Any<CampaignTaskStatus>("status"),
            query.One<ChannelKind>("channel"),
            query.Text("campaign") is { } campaign ? TextRules.Composed(campaign) : null,
            query.Text("name")
        )
        {
            ApprovalStatuses = query.Any<ApprovalStatus>("approvalStatus"),
            Site = query.Text("site"),
            App = query.Text("app"),
        };
        var page = await store.ListAsync(caller.TenantId, filter, query.Limit, query.Cursor, cancellationToken);
        var totals = await summaries.OfAsync(page.Items, cancellationToken);
        var led = await conversions.TotalsAsync(caller.TenantId, [.. page.Items.Select(task => task.Id)], cancellationToken);
        var fields = query.Any<TaskListField>(Fields.Name) ?? [];
        var (items, by) = (await settings.UnderApprovalAsync(page.Items, cancellationToken), Actors.Of(context));
        return TypedResults.Ok(
            new TaskList([.. items.Select((task, i) => TaskView.From(task, by, totals[i], led[i], list: null).With(fields))], page.Next)
        );
    }

    private static async Task<Results<Ok<TaskView>, Problem>> GetAsync(
        string id,
        Caller caller,
        TaskReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await reader.FindAsync(caller, id, cancellationToken) is { } task
            ? TypedResults.Ok(await reader.ReadAsync(task, context, cancellationToken))
            : TaskReader.NotFound();

    private static async Task<Results<Ok<TaskView>, Problem>> ChangeAsync(
        string id,
        JsonBody<TaskChange> body,
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

        ETags.Require(context.Request, task.ETag);
        var (changed, change) = await tasks.ChangeAsync(Actors.Of(context), task, body.ToPatch(), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(changed, context, cancellationToken) with { Change = change });
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
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

        ETags.Check(context.Request, task.ETag);
        await tasks.DeleteAsync(task, cancellationToken);
        return TypedResults.NoContent();
    }
}
