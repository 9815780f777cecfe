using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>One thing that happened to a task.</summary>
/// <param name="Event">What.</param>
/// <param name="At">When.</param>
/// <param name="From">The task's status before; null for a new task.</param>
/// <param name="To">The task's status after.</param>
/// <param name="ApprovalFrom">The status of the approval before; null where it stayed.</param>
/// <param name="ApprovalTo">The status of the approval after; null where it stayed.</param>
/// <param name="By">Who did it.</param>
/// <param name="RunId">The run it is about; null when it is about none.</param>
/// <param name="Changed">The parts that an edit changed; null for anything else.</param>
/// <param name="Overdue">What a resume said of what had come due meanwhile; null for anything else.</param>
/// <param name="Reason">Why, in words; null when the event says it all.</param>
internal sealed record AuditEntryView(
    AuditEvent Event,
    DateTimeOffset At,
    CampaignTaskStatus? From,
    CampaignTaskStatus To,
    ApprovalStatus? ApprovalFrom,
    ApprovalStatus? ApprovalTo,
    AuditActorView By,
    string? RunId,
    IReadOnlyList<string>? Changed,
    OverdueRule? Overdue,
    string? Reason
)
{
    public static AuditEntryView FromEntry(AuditEntry entry) =>
        new(
            entry.Event,
            entry.At,
            entry.From,
            entry.To,
            entry.ApprovalFrom,
            entry.ApprovalTo,
            AuditActorView.From(entry.By),
            entry.Run,
            entry.Changed,
            entry.Overdue,
            entry.Reason
        );
}
