using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The life cycle as one table. What else a move depends on (approval, what a pause interrupted) is beside the move.</summary>
internal static class TaskLifecycle
{
    private static readonly TaskTransition[] Moves = Enum.GetValues<TaskTransition>();

    /// <summary>Returns the statuses to which a move leads from a status; empty when the move is not allowed there.</summary>
    public static IReadOnlyList<CampaignTaskStatus> Next(CampaignTaskStatus from, TaskTransition move) =>
        (from, move) switch
        {
            // Testing is entered by tests, and approval leads here too, when those moves exist.
            (Draft or Testing, TaskTransition.Start) => [Scheduled, Running],
            (Scheduled or Running, TaskTransition.Begin) => [Running],
            (Scheduled or Running, TaskTransition.Pause) => [Paused],
            (Scheduled or Running, TaskTransition.Await) => [Scheduled],

            // Completed: all that was left came due during the pause and is dropped.
            (Paused, TaskTransition.Resume) => [Scheduled, Running, Completed],
            (Scheduled or Running or Paused, TaskTransition.Stop) => [Completed],
            (Draft or Testing or Scheduled or Running or Paused, TaskTransition.Cancel) => [Canceled],
            (Scheduled or Running, TaskTransition.Complete) => [Completed],
            (Scheduled or Running or Paused, TaskTransition.Fail) => [Failed],
            (Draft or Scheduled or Running or Paused, TaskTransition.Edit) => [from],
            (Running, TaskTransition.Hold) => [from],
            (Running or Paused, TaskTransition.Release) => [from],
            (_, TaskTransition.Copy) => [Draft],

            // Deleting leads nowhere: the task is gone.
            (Completed or Failed or Canceled, TaskTransition.Delete) => [from],
            _ => [],
        };

    /// <summary>Returns true when a person may request the move; the others are the orchestrator's.</summary>
    public static bool IsPublic(TaskTransition move) =>
        move is not (TaskTransition.Begin or TaskTransition.Await or TaskTransition.Complete or TaskTransition.Fail or TaskTransition.Hold);

    /// <summary>The moves that pass a test, in the order of the enum.</summary>
    public static IReadOnlyList<TaskTransition> Where(Func<TaskTransition, bool> test) => [.. Moves.Where(test)];

    /// <summary>The name in the API.</summary>
    public static string Name(TaskTransition move) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(move.ToString());
}
