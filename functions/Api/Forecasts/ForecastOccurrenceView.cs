using CampaignTasks.Domain.Forecasts;

namespace CampaignTasks.Api.Forecasts;

/// <summary>One run.</summary>
/// <param name="At">The planned instant.</param>
/// <param name="ExpectedStart">When its first message from now on leaves; null when none does.</param>
/// <param name="ExpectedEnd">When its last message leaves; null when none does, or the forecast does not reach so far.</param>
/// <param name="Messages">How many messages leave, from now on.</param>
/// <param name="Unsent">How many will not: their last allowed day ends first, or no account can send them.</param>
/// <param name="BoundBy">
/// What holds it up most: `none`, `window`, `pause`, `rate`, `dailyLimit`, `otherTasks`, `accounts`, `held` or `paused`.
/// </param>
/// <param name="Stages">The stages of its roll-out from now on, if none is held; null without one.</param>
internal sealed record ForecastOccurrenceView(
    DateTimeOffset At,
    DateTimeOffset? ExpectedStart,
    DateTimeOffset? ExpectedEnd,
    int Messages,
    int Unsent,
    ForecastBound BoundBy,
    IReadOnlyList<ForecastStage>? Stages
)
{
    public static ForecastOccurrenceView From(ForecastOccurrence run) =>
        new(run.At, run.ExpectedStart, run.ExpectedEnd, run.Messages, run.Unsent, run.BoundBy, run.Stages);
}
