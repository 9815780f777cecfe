using CampaignTasks.Domain.Rollouts;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The stages of a run in a forecast, as if every stage stayed within its limits.</summary>
/// <param name="rollout">The roll-out.</param>
/// <param name="first">The first stage that is still to be sent, from 0.</param>
internal sealed class StageSimulation(Rollout rollout, int first)
{
    private readonly List<(ForecastOccurrence Occurrence, DateTimeOffset WatchedUntil)> _ended = [];

    /// <summary>The number of stages that have ended.</summary>
    public int Ended => _ended.Count;

    /// <summary>Ends a stage that is not the last one.</summary>
    /// <returns>When the next stage begins.</returns>
    public DateTimeOffset End(ForecastOccurrence occurrence, DateTimeOffset now)
    {
        // Nobody is in a stage of a small audience, so there is nothing to watch.
        var until = occurrence.Messages + occurrence.Unsent == 0 ? now : now + rollout.Stages[first + _ended.Count].Watch;
        _ended.Add((occurrence, until));
        return until;
    }

    /// <summary>Gets the run as forecast so far.</summary>
    /// <param name="last">The stage that has not ended, or the last one; null while the stage before it is watched.</param>
    public ForecastOccurrence Occurrence(ForecastOccurrence? last)
    {
        ForecastOccurrence[] all =
        [
            .. _ended.Select(stage => stage.Occurrence),
            .. last is null ? Array.Empty<ForecastOccurrence>() : [last],
        ];
        return new ForecastOccurrence(
            all[0].At,
            all.Select(stage => stage.ExpectedStart).FirstOrDefault(at => at is not null),
            last is null ? null : last.ExpectedEnd ?? all.Select(stage => stage.ExpectedEnd).LastOrDefault(at => at is not null),
            all.Sum(stage => stage.Messages),
            all.Sum(stage => stage.Unsent),
            all.MaxBy(stage => stage.ExpectedEnd - stage.ExpectedStart)!.BoundBy
        )
        {
            Stages = [.. all.Select((stage, i) => Stage(stage, first + i, i < _ended.Count ? _ended[i].WatchedUntil : null))],
        };
    }

    private ForecastStage Stage(ForecastOccurrence stage, int index, DateTimeOffset? watchedUntil) =>
        new(index + 1, rollout.Stages[index].Percent, stage.Messages, stage.ExpectedStart, stage.ExpectedEnd, watchedUntil);
}
