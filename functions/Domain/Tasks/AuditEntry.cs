namespace CampaignTasks.Domain.Tasks;

/// <summary>One line of a task's log. It is stored together with the change it tells of, and never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">Where the task stood then.</param>
public sealed record AuditEntry(AuditEvent Event, DateTimeOffset At, CampaignTaskStatus To)
{
    /// <summary>Where it stood before; null for a new task.</summary>
    public CampaignTaskStatus? From { get; init; }

    /// <summary>Who did it.</summary>
    public TaskActor By { get; init; } = TaskActor.Service;

    /// <summary>The run it is about; null when it is about none.</summary>
    public string? Run { get; init; }

    /// <summary>What an edit changed, by the names of the API; null for anything else.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>What a resume said of what had come due; null for anything else.</summary>
    public OverdueRule? Overdue { get; init; }

    /// <summary>
    /// Why; null when the event says it all. Of what a provider said only the code: its words may repeat an address, and what is logged
    /// stays.
    /// </summary>
    public string? Reason { get; init; }
}
