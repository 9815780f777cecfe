using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A kind of event in the life of a task. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(EnumNameConverter<AuditEvent>))]
public enum AuditEvent
{
    Created,
    Copied,
    Edited,
    Started,
    RunStarted,
    RunEnded,

    /// <summary>Occurrences passed without a run.</summary>
    OccurrencesPassed,
    Paused,
    Resumed,
    Stopped,
    Canceled,
    Completed,
    Failed,

    /// <summary>A test was sent to testers.</summary>
    Tested,
    Submitted,

    /// <summary>A submission lacked something that a launch needs.</summary>
    SubmissionFailed,
    Approved,
    Rejected,
    Withdrawn,

    /// <summary>What was under review or approved is not the plan any more.</summary>
    ApprovalVoided,

    /// <summary>All messages of a stage of the roll-out were sent, and the stage is watched.</summary>
    StageSent,

    /// <summary>The next stage of the roll-out began.</summary>
    StageStarted,

    /// <summary>A stage of the roll-out passed a limit.</summary>
    Held,
    Released,

    /// <summary>The watchdog found something wrong.</summary>
    AlertRaised,

    /// <summary>The problem is over.</summary>
    AlertCleared,
}
