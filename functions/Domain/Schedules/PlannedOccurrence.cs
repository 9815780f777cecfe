using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A day of a recurrence, with its occurrence or the reason why it has none.</summary>
/// <param name="Day">The local day; the month's last one where the month does not have the day.</param>
/// <param name="At">The time of the occurrence; null when it is skipped.</param>
/// <param name="LeftOut">The reason why it is skipped; null when it comes.</param>
public readonly record struct PlannedOccurrence(LocalDate Day, DateTimeOffset? At, OccurrenceSkip? LeftOut = null);
