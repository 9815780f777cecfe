namespace CampaignTasks.Domain.Forecasts;

/// <summary>One run of a forecast.</summary>
/// <param name="At">The planned instant.</param>
/// <param name="ExpectedStart">When its first (or next) message leaves; null when none does.</param>
/// <param name="ExpectedEnd">When its last message leaves; null when none does, or the forecast was cut before.</param>
/// <param name="Messages">The number of messages that leave from now on.</param>
/// <param name="Unsent">The number of messages that will not leave: their last allowed day ends first, or no account can send them.</param>
/// <param name="BoundBy">The limit that delays it most.</param>
public sealed record ForecastOccurrence(
    DateTimeOffset At,
    DateTimeOffset? ExpectedStart,
    DateTimeOffset? ExpectedEnd,
    int Messages,
    int Unsent,
    ForecastBound BoundBy
)
{
    /// <summary>The stages of its roll-out from now on; null without one.</summary>
    public IReadOnlyList<ForecastStage>? Stages { get; init; }
}
