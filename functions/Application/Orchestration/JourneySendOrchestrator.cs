using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of a run of an automation: its messages are sent as those of a task's run of one lane are. It tells the automation's
/// orchestration whenever outcomes may be there.
/// </summary>
public sealed class JourneySendOrchestrator : TaskOrchestrator<LaneWork, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>Works until every message of the run has an outcome, or none may be sent any more.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, LaneWork input)
    {
        var automation = new AutomationRef(input.Run.TenantId, input.Run.TaskId).InstanceId;
        var work = input;
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<LaneResult>(RunActivities.SendPages, work, RunRetries.Activity);
            var isOver = progress.State is LaneState.Done or LaneState.Halted;
            var end = isOver
                ? await context.CallActivityAsync<JourneyRunEnd>(JourneyActivities.FinishJourneyRun, work.Run, RunRetries.Activity)
                : new JourneyRunEnd(IsClosed: false);
            if (progress.State is not LaneState.More)
            {
                context.SendEvent(automation, RunActivities.Refresh, "");
            }

            if (end.IsClosed)
            {
                return "done";
            }

            if (isOver)
            {
                await context.WaitForRefreshAsync(end.Until);
            }

            work = isOver ? new LaneWork(work.Run, Lane: 0, FromPage: 0) : await LaneOrchestrator.NextAsync(context, progress);
        }

        context.ContinueAsNew(work, preserveUnprocessedEvents: true);
        return "continued";
    }
}
