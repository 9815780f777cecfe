namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities that orchestrators of this domain call. The names are stored in histories: never rename one.</summary>
public static class RunActivities
{
    /// <summary>
    /// <see cref="TaskRef"/> → <see cref="TaskStep"/>: reads the stored task, opens its run when its time has come, and plans a small one.
    /// </summary>
    public const string NextStep = "NextStep";

    /// <summary>
    /// <see cref="RunRef"/> → <see cref="TaskStep"/>: decides from the stored task and run whether to send, wait or finish; unless it
    /// waits, writes the audience into the ledger, page by page. A run of one page is sent and closed in the same step, as far as it gets.
    /// Repeating it changes nothing.
    /// </summary>
    public const string PlanRun = "PlanRun";

    /// <summary>
    /// <see cref="LaneWork"/> → <see cref="LaneResult"/>: claims, sends and settles pages of one lane for a limited time.
    /// </summary>
    public const string SendPages = "SendPages";

    /// <summary>
    /// <see cref="RunRef"/> → <see cref="TaskStep"/>: cancels what is still pending if the run was ended, closes run and task.
    /// </summary>
    public const string FinishRun = "FinishRun";

    /// <summary><see cref="RunFailure"/> → nothing: pauses the task with a reason people can read.</summary>
    public const string PauseTask = "PauseTask";

    /// <summary>
    /// The event that makes an orchestration read the stored task again. It carries nothing, so lost order and repeats are harmless.
    /// </summary>
    public const string Refresh = "refresh";
}
