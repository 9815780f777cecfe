using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A day of a recurrence that passes without an occurrence.</summary>
/// <param name="Day">The local day; the month's last one where the month does not have the day.</param>
/// <param name="At">The time it would have had.</param>
/// <param name="Reason">The reason.</param>
public readonly record struct SkippedOccurrence(LocalDate Day, DateTimeOffset At, OccurrenceSkip Reason);
