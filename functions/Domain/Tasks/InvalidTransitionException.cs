using System.Text.Json;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A move that the task's status does not allow. The message says what stands in the way and what is allowed instead.</summary>
public sealed class InvalidTransitionException : InvalidOperationException
{
    internal InvalidTransitionException(CampaignTask task, TaskTransition move, string? why = null)
        : base(Describe(task, move, why))
    {
        Status = task.Status;
        Move = move;
        Allowed = [.. task.AllowedTransitions.Select(TaskLifecycle.Name)];
    }

    /// <summary>The status of the task.</summary>
    public CampaignTaskStatus Status { get; }

    /// <summary>The move that was requested.</summary>
    public TaskTransition Move { get; }

    /// <summary>The moves that are allowed instead, by the names of the API.</summary>
    public IReadOnlyList<string> Allowed { get; }

    private static string Describe(CampaignTask task, TaskTransition move, string? why)
    {
        var status = JsonNamingPolicy.CamelCase.ConvertName(task.Status.ToString());
        var allowed = string.Join(", ", task.AllowedTransitions.Select(TaskLifecycle.Name));
        why ??= $"A task that is {status} does not allow {TaskLifecycle.Name(move)}.";
        return $"{why} Allowed now: {allowed}.";
    }
}
