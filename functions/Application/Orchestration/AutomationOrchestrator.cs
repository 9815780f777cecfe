using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of one automation: turn after turn, with durable waits until the next journey is due. What is stored is the truth and
/// is read anew at every turn; an event only makes the next one come earlier.
/// </summary>
public sealed class AutomationOrchestrator : TaskOrchestrator<AutomationRef, string>
{
    // Well below the thousand events at which a history is to be cut.
    private const int TurnsPerHistory = 50;

    /// <summary>Follows the automation until it is archived and its last journey has ended.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, AutomationRef input)
    {
        DateTimeOffset? dueAt = null;
        for (var i = 0; i < TurnsPerHistory; i++)
        {
            var turn = await TakeAsync(context, new AutomationWork(input, context.NewGuid().ToString("N"), dueAt));
            if (turn.Kind is AutomationTurnKind.End)
            {
                return "ended";
            }

            dueAt = null;
            if (turn.Kind is AutomationTurnKind.Wait)
            {
                await context.WaitForRefreshAsync(turn.Until);
                dueAt = turn.Until;
            }
        }

        context.ContinueAsNew(input, preserveUnprocessedEvents: true);
        return "continued";
    }

    private static async Task<AutomationTurn> TakeAsync(TaskOrchestrationContext context, AutomationWork work)
    {
        // One turn serves all signals that came before it.
        context.DiscardRefreshes();
        try
        {
            return await context.CallActivityAsync<AutomationTurn>(JourneyActivities.MoveJourneys, work, RunRetries.Activity);
        }
        catch (TaskFailedException)
        {
            // What could not be done for long may be possible later; journeys must not lose what moves them.
            return new AutomationTurn(AutomationTurnKind.Wait);
        }
    }
}
