using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Automations;

/// <summary>One line of an automation's log. It is stored together with the change it tells of, and never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">The status then.</param>
/// <param name="Version">The version of the plan then.</param>
public sealed record AutomationEntry(AutomationEvent Event, DateTimeOffset At, AutomationStatus To, int Version)
{
    /// <summary>The actor that caused it.</summary>
    public TaskActor By { get; init; } = TaskActor.Service;

    /// <summary>Why; null when the event says it all.</summary>
    public string? Reason { get; init; }
}
