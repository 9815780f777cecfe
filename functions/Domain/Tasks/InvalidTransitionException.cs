namespace CampaignTasks.Domain.Tasks;

/// <summary>A move that the task's status does not allow. The message says what stands in the way.</summary>
public sealed class InvalidTransitionException : InvalidOperationException
{
    /// <summary>The code of most refused moves.</summary>
    public const string InvalidTransition = "invalidTransition";

    /// <summary>The code of a move that only lacks an approval.</summary>
    public const string ApprovalRequired = "approvalRequired";

    internal InvalidTransitionException(CampaignTask task, TaskTransition move, string? why = null)
        : base(Describe(task, move, why))
    {
        Task = task;
        Status = task.Status;
        Move = move;
        Code = task.OnlyLacksApproval(move) ? ApprovalRequired : InvalidTransition;
    }

    /// <summary>A stable code, for programs.</summary>
    public string Code { get; }

    /// <summary>The status of the task.</summary>
    public CampaignTaskStatus Status { get; }

    /// <summary>The move that was requested.</summary>
    public TaskTransition Move { get; }

    /// <summary>The moves that the state allows instead, by the names of the API.</summary>
    public IReadOnlyList<string> Allowed => [.. Task.AllowedTransitions.Select(TaskLifecycle.Name)];

    private CampaignTask Task { get; }

    /// <summary>The moves of <see cref="Allowed"/> that a caller may make, by the names of the API.</summary>
    public IReadOnlyList<string> AllowedFor(TaskActor caller) => [.. Task.MovesFor(caller).Select(TaskLifecycle.Name)];

    private static string Describe(CampaignTask task, TaskTransition move, string? why) =>
        why
        ?? $"A task that is {EnumNames.Of(task.Status)}"
            + (task.ApprovalStatus is ApprovalStatus.NotRequired ? "" : $", with the approval status {EnumNames.Of(task.ApprovalStatus)},")
            + $" does not allow {TaskLifecycle.Name(move)}.";
}
