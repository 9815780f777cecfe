using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Runs;

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

    /// <summary><see cref="LaneWork"/> → <see cref="LaneProgress"/>: claims, sends and settles pages of one lane for a bounded time.</summary>
    public const string SendPages = "SendPages";

    /// <summary><see cref="RunRef"/> → <see cref="RunEnd"/>: cancels what is still owed if the run was ended, closes run and task.</summary>
    public const string FinishRun = "FinishRun";

    /// <summary><see cref="RunTrouble"/> → nothing: pauses the task with a reason people can read.</summary>
    public const string PauseTask = "PauseTask";

    /// <summary>The event that tells an orchestration to look at the stored task again. It carries nothing, so losing order or getting two is harmless.</summary>
    public const string Look = "look";
}

/// <summary>Names a task.</summary>
public sealed record TaskRef(string TenantId, string TaskId)
{
    /// <summary>The id of the task's one orchestration.</summary>
    public string InstanceId => $"task-{TenantId}-{TaskId}";
}

/// <summary>Names a run.</summary>
public sealed record RunRef(string TenantId, string TaskId, string RunId);

/// <summary>What a task's orchestration does next.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Until">For <see cref="TaskStepKind.Wait"/>: look again at this instant; null: only when told to.</param>
/// <param name="RunId">For <see cref="TaskStepKind.Run"/>: the run to carry out.</param>
/// <param name="Plan">For a run that was planned in the same step: its plan, as <see cref="RunActivities.PlanRun"/> gives it; null when it is still to be planned.</param>
public sealed record TaskStep(TaskStepKind Kind, DateTimeOffset? Until = null, string? RunId = null, RunPlan? Plan = null);

/// <summary>The kinds of <see cref="TaskStep"/>.</summary>
[JsonConverter(typeof(WireName<TaskStepKind>))]
public enum TaskStepKind
{
    Wait,
    Run,
    End,
}

/// <summary>What a run is to do, and how it is planned.</summary>
/// <param name="Order">What to do now.</param>
/// <param name="Lanes">How many lanes share the pages.</param>
/// <param name="Pages">How many pages it has; zero when it holds.</param>
/// <param name="Progress">How far its one lane got already; null when it has not begun.</param>
/// <param name="End">How it ended already; null when it is still to be closed.</param>
public sealed record RunPlan(RunOrder Order, int Lanes, int Pages, LaneProgress? Progress = null, RunEnd? End = null);

/// <summary>What a run is to do now.</summary>
[JsonConverter(typeof(WireName<RunOrder>))]
public enum RunOrder
{
    Send,
    Hold,
    End,
}

/// <summary>Whether a run is closed, or still has messages to send.</summary>
[JsonConverter(typeof(WireName<RunEnd>))]
public enum RunEnd
{
    /// <summary>Closed; the task goes on to its next occurrence.</summary>
    Closed,

    /// <summary>Messages are owed that may still leave.</summary>
    StillOwed,

    /// <summary>Closed, and nothing is left to do for the task.</summary>
    TaskEnded,
}

/// <summary>Why a run cannot go on by itself.</summary>
public sealed record RunTrouble(RunRef Run, string Reason);

/// <summary>What a lane's next activity is to do.</summary>
/// <param name="Run">The run.</param>
/// <param name="Lane">The lane.</param>
/// <param name="FromPage">Pages before this one need no visit in this pass.</param>
/// <param name="LeftPage">The first page of this pass that still owes messages (to be tried again later); null when none.</param>
/// <param name="NotBefore">When the messages left behind may be tried again; null when none are.</param>
/// <param name="RetryAt">Between two visits of one pass: when failed attempts may be repeated.</param>
/// <param name="DueAt">The instant that was waited for. A timer rings up to a second early: who works waits for the rest.</param>
public sealed record LaneWork(
    RunRef Run,
    int Lane,
    int FromPage,
    int? LeftPage = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? RetryAt = null,
    DateTimeOffset? DueAt = null);

/// <summary>How far an activity got with its lane.</summary>
/// <param name="State">Whether and how the lane goes on.</param>
/// <param name="Next">What to do next, unless done.</param>
public sealed record LaneProgress(LaneState State, LaneWork Next);

/// <summary>How a lane goes on.</summary>
[JsonConverter(typeof(WireName<LaneState>))]
public enum LaneState
{
    /// <summary>Every message of the lane has an outcome.</summary>
    Done,

    /// <summary>At once, from <see cref="LaneWork.FromPage"/>.</summary>
    More,

    /// <summary>Not before <see cref="LaneWork.NotBefore"/>: a new pass over what was left behind.</summary>
    Wait,

    /// <summary>The run was paused or ended: ask for its order.</summary>
    Halted,
}
