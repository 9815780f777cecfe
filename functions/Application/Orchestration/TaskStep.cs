namespace CampaignTasks.Application.Orchestration;

/// <summary>The next thing a task's orchestration does; each of its activities answers with one.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Until">For <see cref="TaskStepKind.Wait"/>: the instant at which to go on; null to wait for a refresh only.</param>
/// <param name="RunId">The run to plan, send or finish; null for other steps.</param>
/// <param name="Lanes">For <see cref="TaskStepKind.Send"/>: how many lanes have pages, at least one.</param>
/// <param name="Progress">For <see cref="TaskStepKind.Send"/>: how far the only lane got already; null when it has not begun.</param>
public sealed record TaskStep(
    TaskStepKind Kind,
    DateTimeOffset? Until = null,
    string? RunId = null,
    int Lanes = 0,
    LaneResult? Progress = null
);
