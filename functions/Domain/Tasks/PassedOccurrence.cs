namespace CampaignTasks.Domain.Tasks;

/// <summary>An occurrence that passed without a run.</summary>
/// <param name="At">Its planned instant.</param>
/// <param name="Status"><see cref="RunStatus.Missed"/> or <see cref="RunStatus.Skipped"/>.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PassedOccurrence(DateTimeOffset At, RunStatus Status, string Reason);
