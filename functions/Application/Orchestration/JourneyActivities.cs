namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of automations. The names are stored in histories: never rename one.</summary>
public static class JourneyActivities
{
    /// <summary>
    /// <see cref="AutomationWork"/> → <see cref="AutomationTurn"/>: takes in facts, takes over outcomes of messages, and moves the journeys
    /// that are due, for a limited time. Repeating it changes nothing.
    /// </summary>
    public const string MoveJourneys = "MoveJourneys";

    /// <summary>
    /// <see cref="RunRef"/> → <see cref="JourneyRunEnd"/>: closes a run of an automation of which nothing may leave any more.
    /// </summary>
    public const string FinishJourneyRun = "FinishJourneyRun";

    /// <summary>Returns the id of the one orchestration that sends a run of an automation.</summary>
    public static string InstanceId(RunRef run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return $"journeys-{run.TenantId}-{run.RunId}";
    }
}
