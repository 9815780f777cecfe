using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Testers;

/// <summary>
/// The activity <see cref="TestActivities.FinishTest"/>: cancels what a test has not sent, with the reason, and closes it. Repeating it
/// changes nothing.
/// </summary>
internal sealed class FinishTestActivity(
    ITaskStore tasks,
    IRunStore runs,
    PendingMessages pending,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : TaskActivity<RunRef, string?>
{
    public override async Task<string?> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await runs.RequireAsync(input, cancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        await pending.CancelAsync(run, ReasonFor(task, run), channel: null, cancellationToken);
        await ConflictRetry.RetryAsync(async () =>
        {
            if (await runs.RequireAsync(input, cancellationToken) is { CompletedAt: null } open)
            {
                await runs.UpdateAsync(open with { Status = RunStatus.Completed, CompletedAt = time.GetUtcNow() }, cancellationToken);
            }
        });
        await ConflictRetry.RetryAsync(async () =>
        {
            if (
                await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken) is { } stored
                && stored.EndTest(run.Id) is var ended
                && ended != stored
            )
            {
                await tasks.UpdateAsync(ended, recipients: null, cancellationToken);
            }
        });
        return null;
    }

    private static string ReasonFor(CampaignTask? task, Run run) =>
        task is null || !task.OpenTests.Any(test => test.Run == run.Id) ? "canceled: the task is gone"
        : task.PlanVersion != run.PlanVersion ? "edited: the task was changed before the test ended"
        : !task.IsSending(run.Id) ? "canceled: the task has ended"
        : "accountStopped: no account of the task can send";
}
