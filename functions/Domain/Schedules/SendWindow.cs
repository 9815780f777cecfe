namespace CampaignTasks.Domain.Schedules;

/// <summary>A period in which messages may leave.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it; <see cref="DateTimeOffset.MaxValue"/> when it never closes.</param>
public readonly record struct SendWindow(DateTimeOffset From, DateTimeOffset Until);
