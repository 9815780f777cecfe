namespace CampaignTasks.Application.Orchestration;

/// <summary>What a lane's next activity is to do.</summary>
/// <param name="Run">The run.</param>
/// <param name="Lane">The lane.</param>
/// <param name="FromPage">Pages before this one need no visit in this pass.</param>
/// <param name="LeftPage">The first page of this pass that still owes messages (to be tried again later); null when none.</param>
/// <param name="NotBefore">When the messages left behind may be tried again; null when none are.</param>
/// <param name="RetryAt">Between two visits of one pass: when failed attempts may be repeated.</param>
/// <param name="DueAt">The instant that was waited for. A timer rings up to a second early: who works waits for the rest.</param>
public sealed record LaneWork(
    RunRef Run,
    int Lane,
    int FromPage,
    int? LeftPage = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? RetryAt = null,
    DateTimeOffset? DueAt = null);
