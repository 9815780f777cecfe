using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A day of the recurrence, and what becomes of it.</summary>
/// <param name="Day">The local day; of a month without the day, its last one.</param>
/// <param name="At">When it comes; null when it is left out.</param>
/// <param name="LeftOut">Why it is left out; null when it comes.</param>
public readonly record struct PlannedOccurrence(LocalDate Day, DateTimeOffset? At, OccurrenceSkip? LeftOut = null);
