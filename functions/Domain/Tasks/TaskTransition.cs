using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A move that a task can make. The wire name is the camelCase name, and the API's action of the same name does it.</summary>
[JsonConverter(typeof(EnumNameConverter<TaskTransition>))]
public enum TaskTransition
{
    Start,

    /// <summary>The orchestrator's: the occurrence has come.</summary>
    Begin,

    /// <summary>The orchestrator's: the run has ended, or an occurrence was missed, and another one is to come.</summary>
    Await,
    Pause,
    Resume,
    Stop,
    Cancel,

    /// <summary>The orchestrator's: the run has no message left to send.</summary>
    Complete,

    /// <summary>The orchestrator's: the run cannot go on.</summary>
    Fail,

    /// <summary>The orchestrator's: what was approved is not what would be sent.</summary>
    VoidApproval,
    Edit,

    /// <summary>The service's: a stage of the roll-out passed a limit.</summary>
    Hold,

    /// <summary>A held roll-out goes on with its next stage.</summary>
    Release,
    Copy,
    Delete,
    Test,
    Submit,
    Approve,
    Reject,
    Withdraw,
}
