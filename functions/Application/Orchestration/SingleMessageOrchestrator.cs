using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of a batch of single messages that could not be sent at once, by the process that stored it: they are due later, or
/// had to wait. Its messages are sent as those of a task's run of one lane are.
/// </summary>
public sealed class SingleMessageOrchestrator : TaskOrchestrator<LaneWork, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>Works until every message of the batch has an outcome.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, LaneWork input)
    {
        var work = input.NotBefore is null ? input : await LaneOrchestrator.NextAsync(context, new LaneResult(LaneState.Wait, input));
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<LaneResult>(RunActivities.SendPages, work, RunRetries.Activity);
            work = progress.Next;
            if (progress.State is LaneState.More)
            {
                continue;
            }

            var end = await context.CallActivityAsync<SingleMessagesEnd>(
                SingleMessageActivities.FinishSingleMessages,
                work.Run,
                RunRetries.Activity
            );
            if (end.IsClosed)
            {
                return "done";
            }

            var isOver = progress.State is LaneState.Done or LaneState.Halted;
            var until = isOver ? end.RetryAt : Earlier(progress.Next.NotBefore, end.ExpiresAt);
            work = isOver ? new LaneWork(work.Run, Lane: 0, FromPage: 0) : work;
            work = await LaneOrchestrator.NextAsync(context, new LaneResult(LaneState.Wait, work with { NotBefore = until }));
        }

        context.ContinueAsNew(work, preserveUnprocessedEvents: true);
        return "continued";
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => other < one ? other : one ?? other;
}
