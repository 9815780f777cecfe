using CampaignTasks.Api.Tasks;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>One thing that happened to an automation.</summary>
/// <param name="Event">What.</param>
/// <param name="At">When.</param>
/// <param name="To">The status after it.</param>
/// <param name="Version">The version of the plan after it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why, in words; null when the event says it all.</param>
internal sealed record AutomationEntryView(
    AutomationEvent Event,
    DateTimeOffset At,
    AutomationStatus To,
    int Version,
    AuditActorView By,
    string? Reason
)
{
    public static AutomationEntryView From(AutomationEntry entry) =>
        new(entry.Event, entry.At, entry.To, entry.Version, AuditActorView.From(entry.By), entry.Reason);
}
