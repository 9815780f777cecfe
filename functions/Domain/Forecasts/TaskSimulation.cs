using System.Globalization;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>A task in a forecast, simulated from occurrence to occurrence by the task's own transitions.</summary>
internal sealed class TaskSimulation
{
    private readonly ForecastTask _source;
    private readonly ForecastScope _scope;
    private readonly ForecastQuotas _book;
    private readonly ForecastWork _work;
    private readonly Action<DateTimeOffset, Action<DateTimeOffset>> _plan;
    private readonly Action<PlannedMessage>? _onMessage;
    private readonly DateTimeZone _zone;
    private readonly SortedDictionary<LocalDate, int> _days = [];
    private readonly List<ForecastOccurrence> _occurrences = [];
    private readonly List<ForecastGap> _leftOut = [];
    private CampaignTask _task;
    private ForecastRun? _run;
    private StageSimulation? _stages;
    private Action<PlannedMessage>? _onMessageOfRun;

    public TaskSimulation(
        ForecastTask source,
        ForecastScope scope,
        ForecastQuotas book,
        ForecastWork work,
        Action<DateTimeOffset, Action<DateTimeOffset>> plan,
        Action<PlannedMessage>? onMessage
    )
    {
        (_source, _scope, _book, _work, _plan, _onMessage) = (source, scope, book, work, plan, onMessage);
        _zone = source.Task.Plan.Schedule.IsByRecipient ? DateTimeZone.Utc : Zones.Get(source.Task.Plan.Schedule.TimeZone);
        _task = Noted(AsRunning(source.Task.Recorded(), scope.Now));
    }

    /// <summary>True when no further message will leave.</summary>
    public bool HasEnded => !_task.IsLive;

    /// <summary>The number of runs begun.</summary>
    public int Runs { get; private set; }

    /// <summary>Plans the first step.</summary>
    public void Begin()
    {
        if (_source.UnderWay is { } underWay && _task.Status is CampaignTaskStatus.Running)
        {
            var (run, from) = (underWay.Run, _task.Stage?.WatchedUntil ?? _scope.Now);
            _plan(from, now => BeginRun(run.HoursBy(_task), underWay.Pending, run.Id.ToString(), now));
        }
        else if (_task.NextOccurrence is { } at)
        {
            _plan(at, OnDue);
        }
    }

    public Forecast Result(bool isComplete)
    {
        IEnumerable<ForecastOccurrence> open = _run is not null || _stages is { Ended: > 0 } ? [Occurrence(isOfNow: Runs == 1)] : [];
        ForecastOccurrence[] shown = [.. _occurrences.Concat(open).Take(_scope.MaxOccurrences)];
        return new Forecast(
            shown,
            [.. _days.Select(day => new ForecastDay(day.Key, day.Value))],
            [.. _leftOut.Concat(Skipped(shown.LastOrDefault()?.At, isComplete)).OrderBy(gap => gap.At)],
            isComplete
        );
    }

    /// <summary>Enumerates the days that the schedule itself leaves out, as far as the forecast reaches.</summary>
    private IEnumerable<ForecastGap> Skipped(DateTimeOffset? last, bool isComplete) =>
        last is { } end
            ? Occurrences
                .From(_task.Plan.Schedule, _task.Anchor)
                .SkippedBetween(_scope.Now, isComplete && _task.Plan.Schedule.FinishDate is not null ? DateTimeOffset.MaxValue : end)
                .Take(CampaignTask.MaxPassed)
                .Select(skipped => new ForecastGap(skipped.At, skipped.Day, Words(skipped)))
            : [];

    private static string Words(SkippedOccurrence skipped) =>
        skipped.Reason switch
        {
            OccurrenceSkip.NoSuchDay => string.Create(
                CultureInfo.InvariantCulture,
                $"noSuchDay: {skipped.Day:MMMM yyyy} does not have the day"
            ),
            OccurrenceSkip.BlackoutDay => "dayOfRest: doNotDisturb covers the day, and a daily task leaves such days out",
            OccurrenceSkip.Superseded => "superseded: it would move to the time of the one after it",
            _ => "finishDate: it would move past the finish date",
        };

    private static CampaignTask AsRunning(CampaignTask task, DateTimeOffset now) =>
        task.Status switch
        {
            CampaignTaskStatus.Draft or CampaignTaskStatus.Testing => (
                task with
                {
                    Status = CampaignTaskStatus.Draft,
                    ApprovalStatus = ApprovalStatus.NotRequired,
                }
            )
                is var draft
            && task.Plan.Schedule.FirstOccurrence(now) is not null
                ? draft.Start(now)
                : draft,
            CampaignTaskStatus.Paused => task.Resume(OverdueRule.Shift, 0, now),
            _ => task,
        };

    private void OnDue(DateTimeOffset now)
    {
        // A run that has begun is never too late.
        if (_task.Status is CampaignTaskStatus.Scheduled && _task.IsTooLate(now))
        {
            Move(_task.Miss(now), now);
            return;
        }

        var occurrence = _task.NextOccurrence!.Value;
        var id = RunId.From(_task.TenantId, _task.Id, occurrence);
        _task = _task.Status is CampaignTaskStatus.Scheduled ? _task.Begin(id, now) : _task;
        var schedule = _task.Plan.Schedule;
        BeginRun(new RunHours(schedule, schedule.OccurrenceDay(_task.Anchor, occurrence)), _source.Load, id.ToString(), now);
    }

    private void BeginRun(RunHours hours, RunLoad load, string runId, DateTimeOffset now)
    {
        _onMessageOfRun = Runs++ == 0 ? _onMessage : null;
        _stages = _task.Plan.Rollout is { } rollout ? new StageSimulation(rollout, rollout.Stages.Count - load.Count) : null;
        BeginStage(hours, load, runId, now);
    }

    /// <summary>Begins the first stage of a roll-out, or the whole run.</summary>
    private void BeginStage(RunHours hours, RunLoad load, string runId, DateTimeOffset now)
    {
        _run = new ForecastRun(_task, hours, load, runId, _scope, _book, _work, _plan)
        {
            OnClaim = Count,
            OnEnd = at =>
            {
                if (load.Next is { } next)
                {
                    _plan(_stages!.End(_run!.Occurrence(), at), later => BeginStage(hours, next, runId, later));
                    _run = null;
                }
                else
                {
                    OnRunEnded(at);
                }
            },
        };
        _run.Begin(now);
    }

    private void Count(PlannedClaim claim)
    {
        var (first, last) = (_zone.DayOf(claim.At(0)), _zone.DayOf(claim.At(claim.Count - 1)));
        if (first == last && _onMessageOfRun is null)
        {
            _days[first] = _days.GetValueOrDefault(first) + claim.Count;
            return;
        }

        _work.Add(claim.Count);
        for (var i = 0; i < claim.Count; i++)
        {
            var day = first == last ? first : _zone.DayOf(claim.At(i));
            _days[day] = _days.GetValueOrDefault(day) + 1;
            _onMessageOfRun?.Invoke(claim.Message(_stages?.Ended ?? 0, i));
        }
    }

    private void OnRunEnded(DateTimeOffset now)
    {
        _occurrences.Add(Occurrence(isOfNow: Runs == 1));
        Move(_task.CloseRun("completed", now), now);
    }

    private ForecastOccurrence Occurrence(bool isOfNow)
    {
        var run = _run?.Occurrence();
        var shown = _stages is null ? run! : _stages.Occurrence(run);
        return isOfNow && Obstacle is { } obstacle ? shown with { BoundBy = obstacle } : shown;
    }

    private ForecastBound? Obstacle =>
        _source.Task.Status is CampaignTaskStatus.Paused ? ForecastBound.Paused
        : _source.Task.Stage?.Hold is not null ? ForecastBound.Held
        : null;

    private void Move(CampaignTask next, DateTimeOffset now)
    {
        _task = Noted(next);
        (_run, _stages) = (null, null);
        if (_task.NextOccurrence is { } at)
        {
            _plan(at > now ? at : now, OnDue);
        }
    }

    private CampaignTask Noted(CampaignTask task)
    {
        _leftOut.AddRange(task.Passed.Select(passed => new ForecastGap(passed.At, _zone.DayOf(passed.At), passed.Reason)));
        return task.Recorded().WithEventsStored();
    }
}
