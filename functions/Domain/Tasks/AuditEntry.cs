namespace CampaignTasks.Domain.Tasks;

/// <summary>One line of a task's log. It is stored together with the change it tells of, and never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">Where the task stood then.</param>
public sealed record AuditEntry(AuditEvent Event, DateTimeOffset At, CampaignTaskStatus To)
{
    /// <summary>The status before the event; null for a new task.</summary>
    public CampaignTaskStatus? From { get; init; }

    /// <summary>The status of the approval before the event; null where it stayed.</summary>
    public ApprovalStatus? ApprovalFrom { get; init; }

    /// <summary>The status of the approval after it; null where it stayed.</summary>
    public ApprovalStatus? ApprovalTo { get; init; }

    /// <summary>The actor that caused it.</summary>
    public TaskActor By { get; init; } = TaskActor.Service;

    /// <summary>The run it is about; null when it is about none.</summary>
    public string? Run { get; init; }

    /// <summary>The parts that an edit changed, by the names of the API; null for anything else.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>The rule that a resume gave for everything that had come due; null for anything else.</summary>
    public OverdueRule? Overdue { get; init; }

    /// <summary>
    /// Why; null when the event says it all. Of what a provider said only the code: its words may repeat an address, and what is logged
    /// stays.
    /// </summary>
    public string? Reason { get; init; }
}
