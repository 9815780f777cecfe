using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Runs;

/// <summary><see cref="RunActivities.PlanRun"/>: the audience becomes pages of owed messages. Every step can be repeated.</summary>
internal sealed class PlanRunActivity(
    ITaskStore tasks, ILedger ledger, IAudienceReader audience, TimeProvider time, ILogger<PlanRunActivity> logger) : TaskActivity<RunRef, RunPlan>
{
    // A few entity-group transactions per lane; memory stays flat however long the list is.
    private const int PagesPerWrite = 200;

    public override async Task<RunPlan> RunAsync(TaskActivityContext context, RunRef input)
    {
        var run = await ledger.RequireAsync(input, context.CancellationToken);
        if (run.Status is not RunStatus.Planning)
        {
            await audience.ForgetAsync(run, context.CancellationToken);
            return new RunPlan(run.Lanes, run.Pages);
        }

        var task = await tasks.FindAsync(input.TenantId, input.TaskId, context.CancellationToken);
        var waterfall = task is null ? Waterfall.Empty : await audience.FreezeAsync(task, run, context.CancellationToken);
        var pages = await PlanAsync(run, context.CancellationToken);
        await Races.RetryAsync(async () =>
        {
            run = await ledger.RequireAsync(input, context.CancellationToken);
            if (run.Status is not RunStatus.Planning)
            {
                // Somebody else planned it meanwhile, and it may even have ended.
                return;
            }

            run = await ledger.UpdateAsync(run with { Status = RunStatus.Running, Pages = pages, Waterfall = waterfall }, context.CancellationToken);
        });
        await audience.ForgetAsync(run, context.CancellationToken);
        logger.RunPlanned(input.RunId, input.TaskId, pages, run.Lanes);
        return new RunPlan(run.Lanes, run.Pages);
    }

    private async Task<int> PlanAsync(Run run, CancellationToken cancellationToken)
    {
        var planned = 0;
        List<LedgerPage> pages = [];
        List<Recipient> recipients = [];
        await foreach (var recipient in audience.ReadAsync(run, cancellationToken))
        {
            recipients.Add(recipient);
            if (recipients.Count == LedgerPage.Capacity)
            {
                await AddPageAsync();
            }
        }

        if (recipients.Count > 0)
        {
            await AddPageAsync();
        }

        await ledger.AddPagesAsync(run, pages, cancellationToken);
        return planned;

        async Task AddPageAsync()
        {
            pages.Add(LedgerPage.Plan(planned++, recipients, time.GetUtcNow()));
            recipients.Clear();
            if (pages.Count == PagesPerWrite)
            {
                await ledger.AddPagesAsync(run, pages, cancellationToken);
                pages.Clear();
            }
        }
    }
}

/// <summary><see cref="RunActivities.ReadOrder"/>: the stored task and run decide.</summary>
internal sealed class ReadOrderActivity(ITaskStore tasks, ILedger ledger) : TaskActivity<RunRef, RunOrder>
{
    public override async Task<RunOrder> RunAsync(TaskActivityContext context, RunRef input)
    {
        var run = await ledger.RequireAsync(input, context.CancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, context.CancellationToken);
        return run.Failure is not null ? RunOrder.End : task?.Status switch
        {
            CampaignTaskStatus.Running => RunOrder.Send,
            CampaignTaskStatus.Paused => RunOrder.Hold,
            _ => RunOrder.End,
        };
    }
}

/// <summary><see cref="RunActivities.FinishRun"/>: when nothing is owed any more, or what is owed is to be canceled, closes run and task.</summary>
internal sealed class FinishRunActivity(ITaskStore tasks, ILedger ledger, RunControls controls, AccountGates gates, TimeProvider time, ILogger<FinishRunActivity> logger)
    : TaskActivity<RunRef, RunEnd>
{
    public override async Task<RunEnd> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = context.CancellationToken;
        var run = await ledger.RequireAsync(input, cancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        var status = StatusOf(run, task);
        if (status is RunStatus.Completed && (task is not { Status: CampaignTaskStatus.Running } || await IsOwingAsync(run, cancellationToken)))
        {
            return RunEnd.StillOwed;
        }

        if (status is not RunStatus.Completed)
        {
            await CancelOwedAsync(run, ReasonOf(status), cancellationToken);
        }

        await Races.RetryAsync(async () =>
        {
            run = await ledger.RequireAsync(input, cancellationToken);
            if (run.CompletedAt is null)
            {
                await ledger.UpdateAsync(run with { Status = status, CompletedAt = time.GetUtcNow() }, cancellationToken);
                logger.RunEnded(input.RunId, input.TaskId, status.ToString());
            }
        });
        await Races.RetryAsync(() => CloseTaskAsync(run, status, cancellationToken));
        gates.Forget(input.TaskId);
        return RunEnd.Closed;
    }

    private static RunStatus StatusOf(Run run, CampaignTask? task) => (run.Failure, task?.Status) switch
    {
        (not null, _) => RunStatus.Failed,
        (_, CampaignTaskStatus.Running or CampaignTaskStatus.Paused) => RunStatus.Completed,
        (_, CampaignTaskStatus.Completed) => RunStatus.Stopped,
        (_, CampaignTaskStatus.Failed) => RunStatus.Failed,
        _ => RunStatus.Canceled,
    };

    private static string ReasonOf(RunStatus status) => status switch
    {
        RunStatus.Failed => "stopped on failure",
        RunStatus.Stopped => "stopped",
        _ => "canceled",
    };

    private async Task CloseTaskAsync(Run run, RunStatus status, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken);
        var closed = (task?.Status, status) switch
        {
            (CampaignTaskStatus.Running, RunStatus.Completed) => task.Complete(time.GetUtcNow()),
            (CampaignTaskStatus.Running or CampaignTaskStatus.Paused, RunStatus.Failed) => task.Fail(run.Failure ?? "failed", time.GetUtcNow()),
            _ => null,
        };
        if (closed is not null)
        {
            controls.Changed(await tasks.UpdateAsync(closed, recipients: null, cancellationToken));
        }
    }

    private async Task<bool> IsOwingAsync(Run run, CancellationToken cancellationToken)
    {
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var _ in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly: true, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task CancelOwedAsync(Run run, string reason, CancellationToken cancellationToken)
    {
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly: true, cancellationToken))
            {
                await new PageVisit(ledger, run, page, claimId: "", time).ChangeAsync(fresh =>
                {
                    // What a dead sender had claimed may have left: it is unknown, not canceled.
                    fresh.Recover(hasIdempotencyKey: false, time.GetUtcNow());
                    fresh.Cancel(reason, time.GetUtcNow());
                    return [];
                });
            }
        }
    }
}

/// <summary>How activities find their run.</summary>
internal static class RunLookup
{
    /// <exception cref="InvalidOperationException">The run is not there; its task was deleted under way.</exception>
    public static async Task<Run> RequireAsync(this ILedger ledger, RunRef run, CancellationToken cancellationToken) =>
        RunId.TryParse(run.RunId, out var id) && await ledger.FindAsync(id, cancellationToken) is { } found && found.TenantId == run.TenantId
            ? found
            : throw new InvalidOperationException($"Run {run.RunId} does not exist.");
}
