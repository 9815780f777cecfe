namespace CampaignTasks.Domain.Tasks;

/// <summary>A move that the task's status does not allow. The message says what stands in the way and what is allowed instead.</summary>
public sealed class InvalidTransitionException : InvalidOperationException
{
    /// <summary>The code of most refused moves.</summary>
    public const string InvalidTransition = "invalidTransition";

    /// <summary>The code of a move that only lacks an approval.</summary>
    public const string ApprovalRequired = "approvalRequired";

    internal InvalidTransitionException(CampaignTask task, TaskTransition move, string? why = null)
        : base(Describe(task, move, why))
    {
        Status = task.Status;
        Move = move;
        Allowed = [.. task.AllowedTransitions.Select(TaskLifecycle.Name)];
        Code = task.OnlyLacksApproval(move) ? ApprovalRequired : InvalidTransition;
    }

    /// <summary>A stable code, for programs.</summary>
    public string Code { get; }

    /// <summary>The status of the task.</summary>
    public CampaignTaskStatus Status { get; }

    /// <summary>The move that was requested.</summary>
    public TaskTransition Move { get; }

    /// <summary>The moves that are allowed instead, by the names of the API.</summary>
    public IReadOnlyList<string> Allowed { get; }

    private static string Describe(CampaignTask task, TaskTransition move, string? why)
    {
        var allowed = string.Join(", ", task.AllowedTransitions.Select(TaskLifecycle.Name));
        why ??=
            $"A task that is {EnumNames.Of(task.Status)}"
            + (task.ApprovalStatus is ApprovalStatus.NotRequired ? "" : $", with the approval status {EnumNames.Of(task.ApprovalStatus)},")
            + $" does not allow {TaskLifecycle.Name(move)}.";
        return $"{why} Allowed now: {allowed}.";
    }
}
