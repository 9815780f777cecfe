using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Testers;

/// <summary>
/// The activity <see cref="TestActivities.BeginTest"/>: writes a test's messages into the ledger. Repeating it changes nothing.
/// </summary>
internal sealed class BeginTestActivity(
    ITaskStore tasks,
    IRunStore runs,
    ILedger ledger,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : TaskActivity<RunRef, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        if (task?.OpenTests.FirstOrDefault(open => open.Run.ToString() == input.RunId) is not { } test)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var run = await runs.OpenAsync(
            new Run
            {
                TenantId = task.TenantId,
                TaskId = task.Id,
                Id = test.Run,
                Occurrence = test.At,
                Status = RunStatus.Running,
                Lanes = 1,
                Pages = 1,
                PlanVersion = test.PlanVersion,
                StartedAt = now,
                Test = test,
            },
            cancellationToken
        );
        await ledger.AddPagesAsync(run, [LedgerPage.Plan(test, now)], cancellationToken);
        return true;
    }
}
