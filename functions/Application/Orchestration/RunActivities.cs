namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities that orchestrators of this domain call. The names are stored in histories: never rename one.</summary>
public static class RunActivities
{
    /// <summary><see cref="TaskRef"/> → <see cref="TaskStep"/>: reads the stored task, opens its run when its time has come, plans a small one, and says what to do.</summary>
    public const string NextStep = "NextStep";

    /// <summary>
    /// <see cref="RunRef"/> → <see cref="RunPlan"/>: whether the run is to send, hold or end, from the stored task and run; unless it is to hold, writes the
    /// audience into the ledger, page by page. A run of one page is sent and closed in the same step, as far as it gets. Repeating it changes nothing.
    /// </summary>
    public const string PlanRun = "PlanRun";

    /// <summary><see cref="LaneWork"/> → <see cref="LaneResult"/>: claims, sends and settles pages of one lane for a bounded time.</summary>
    public const string SendPages = "SendPages";

    /// <summary><see cref="RunRef"/> → <see cref="RunEnd"/>: cancels what is still owed if the run was ended, closes run and task.</summary>
    public const string FinishRun = "FinishRun";

    /// <summary><see cref="RunFailure"/> → nothing: pauses the task with a reason people can read.</summary>
    public const string PauseTask = "PauseTask";

    /// <summary>The event that tells an orchestration to look at the stored task again. It carries nothing, so losing order or getting two is harmless.</summary>
    public const string Refresh = "look";
}
