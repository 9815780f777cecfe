namespace CampaignTasks.Application.Orchestration;

/// <summary>The work of a lane's next step.</summary>
/// <param name="Run">The run.</param>
/// <param name="Lane">The lane.</param>
/// <param name="FromPage">The first page of this pass that is not done.</param>
/// <param name="LeftPage">The first page of this pass that has pending messages for a later one; null when there is none.</param>
/// <param name="NotBefore">When messages that were left may be tried again; null when there are none.</param>
/// <param name="RetryAt">Between two steps of one pass: when failed attempts may be repeated.</param>
/// <param name="DueAt">The instant that was waited for. A timer fires up to a second early: the step waits for the rest.</param>
public sealed record LaneWork(
    RunRef Run,
    int Lane,
    int FromPage,
    int? LeftPage = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? RetryAt = null,
    DateTimeOffset? DueAt = null
);
