namespace CampaignTasks.Domain.Forecasts;

/// <summary>A stage of a run's roll-out in a forecast.</summary>
/// <param name="Number">The number of the stage, from 1.</param>
/// <param name="Percent">The part of the recipients who have their message when it ends.</param>
/// <param name="Messages">The number of messages that leave from now on.</param>
/// <param name="ExpectedStart">When its first (or next) message leaves; null when none does.</param>
/// <param name="ExpectedEnd">When its last message leaves; null when none does, or the forecast was cut before.</param>
/// <param name="WatchedUntil">The end of its watch; null for the last stage, and where the forecast was cut before.</param>
public sealed record ForecastStage(
    int Number,
    decimal Percent,
    int Messages,
    DateTimeOffset? ExpectedStart,
    DateTimeOffset? ExpectedEnd,
    DateTimeOffset? WatchedUntil
);
