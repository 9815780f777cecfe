using System.Text.Json.Serialization;
using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;

namespace CampaignTasks.Domain.Tasks;

/// <summary>What can be done to a task. The wire name is the camelCase name, and the API's action of the same name does it.</summary>
[JsonConverter(typeof(WireName<TaskMove>))]
public enum TaskMove
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
    Edit,
    Copy,
    Delete,
}

/// <summary>The life cycle as one table. What else a move depends on (approval, what a pause interrupted) is beside the move.</summary>
internal static class LifeCycle
{
    private static readonly TaskMove[] Moves = Enum.GetValues<TaskMove>();

    /// <summary>Where a move leads from a status; empty when the move is not allowed there.</summary>
    public static IReadOnlyList<CampaignTaskStatus> Next(CampaignTaskStatus from, TaskMove move) => (from, move) switch
    {
        // Testing is entered by tests, and approval leads here too, when those moves exist.
        (Draft or Testing, TaskMove.Start) => [Scheduled, Running],
        (Scheduled or Running, TaskMove.Begin) => [Running],
        (Scheduled or Running, TaskMove.Pause) => [Paused],
        (Scheduled or Running, TaskMove.Await) => [Scheduled],

        // Completed: all that was left came due during the pause and is dropped.
        (Paused, TaskMove.Resume) => [Scheduled, Running, Completed],
        (Scheduled or Running or Paused, TaskMove.Stop) => [Completed],
        (Draft or Testing or Scheduled or Running or Paused, TaskMove.Cancel) => [Canceled],
        (Scheduled or Running, TaskMove.Complete) => [Completed],
        (Scheduled or Running or Paused, TaskMove.Fail) => [Failed],
        (Draft or Scheduled or Running or Paused, TaskMove.Edit) => [from],
        (_, TaskMove.Copy) => [Draft],

        // Deleting leads nowhere: the task is gone.
        (Completed or Failed or Canceled, TaskMove.Delete) => [from],
        _ => [],
    };

    /// <summary>Whether a person may ask for the move; the others are the orchestrator's.</summary>
    public static bool IsPublic(TaskMove move) => move is not (TaskMove.Begin or TaskMove.Await or TaskMove.Complete or TaskMove.Fail);

    /// <summary>The moves that pass a test, in the order of the enum.</summary>
    public static IReadOnlyList<TaskMove> Where(Func<TaskMove, bool> test) => [.. Moves.Where(test)];

    /// <summary>The name in the API.</summary>
    public static string Name(TaskMove move) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(move.ToString());
}
