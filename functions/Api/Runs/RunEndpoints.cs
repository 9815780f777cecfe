using CampaignTasks.Api.Access;
using CampaignTasks.Api.Exports;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Exports;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Runs;

/// <summary>The endpoints of a task's runs and their messages.</summary>
internal static class RunEndpoints
{
    private const string Tag = "Runs";

    private static readonly QueryParameter Status = QueryParameter.AnyOf<MessageState>("status", "Only messages in one of these states.");

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tasks/{id}/messages/export", ExportAsync)
            .Requires(Role.Viewer)
            .Exports(Status)
            .Named(
                "exportMessages",
                Tag,
                "Exports the messages of all runs of a task, newest occurrence first, each run in the order of its audience."
            );
        var runs = api.MapGroup("/tasks/{id}/runs");
        runs.MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listRuns", Tag, "Lists a task's runs, newest occurrence first.");
        runs.MapGet("/{runId}", GetAsync).Requires(Role.Viewer).Named("getRun", Tag, "Reads a run.");
        runs.MapGet("/{runId}/messages", MessagesAsync)
            .Requires(Role.Viewer)
            .Query(Status, QueryParameter.Limit, QueryParameter.Cursor)
            .Named(
                "listMessages",
                Tag,
                "Lists a run's messages in the order of its audience. A page may be short although more follow: the end is a null `next`."
            );
    }

    private static async Task<Results<Export<ExportedMessageView>, Problem>> ExportAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader tasks,
        MessageExport export,
        CancellationToken cancellationToken
    ) =>
        await tasks.FindAsync(caller, id, cancellationToken) is { } task
            ? new Export<ExportedMessageView>(
                "messages",
                query,
                export
                    .ReadAsync(task, query.Any<MessageState>(Status.Name), query.After(), cancellationToken)
                    .Select(ExportedMessageView.From),
                ExportedMessageView.Columns
            )
            : TaskReader.NotFound();

    private static async Task<Results<Ok<RunList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        TaskReader tasks,
        IRunStore runs,
        TaskSummaries summaries,
        CancellationToken cancellationToken
    )
    {
        if (await tasks.FindAsync(caller, id, cancellationToken) is not { } task)
        {
            return TaskReader.NotFound();
        }

        var page = await runs.ListAsync(caller.TenantId, task.Id, query.Limit, query.Cursor, cancellationToken);
        List<RunView> views = [];
        foreach (var run in page.Items)
        {
            views.Add(RunView.From(run, await summaries.CountAsync(run, cancellationToken)));
        }

        return TypedResults.Ok(new RunList(views, page.Next));
    }

    private static async Task<Results<Ok<RunView>, Problem>> GetAsync(
        string id,
        string runId,
        Caller caller,
        IRunStore runs,
        TaskSummaries summaries,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(runs, caller, id, runId, cancellationToken) is { } run
            ? TypedResults.Ok(RunView.From(run, await summaries.CountAsync(run, cancellationToken)))
            : Problems.NotFound("The run");

    private static async Task<Results<Ok<MessageList>, Problem>> MessagesAsync(
        string id,
        string runId,
        Query query,
        Caller caller,
        IRunStore runs,
        MessageListReader pages,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(runs, caller, id, runId, cancellationToken) is { } run
            ? TypedResults.Ok(await pages.ReadAsync(run, query.Any<MessageState>("status"), query.Limit, query.Cursor, cancellationToken))
            : Problems.NotFound("The run");

    private static async Task<Run?> FindAsync(
        IRunStore runs,
        Caller caller,
        string taskId,
        string runId,
        CancellationToken cancellationToken
    ) =>
        RunId.TryParse(runId, out var number)
        && await runs.FindAsync(number, cancellationToken) is { } run
        && run.TenantId == caller.TenantId
        && run.TaskId == taskId
        && run.Test is null
            ? run
            : null;
}
