using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>
/// Runs tasks forward in time with the rules of the senders (<see cref="CampaignTasks.Domain.Ledger.RunHours"/>,
/// <see cref="CampaignTasks.Domain.Quotas.SendQuota"/>, <see cref="CampaignTasks.Domain.Ledger.LaneAllocation"/>, the task's own moves), on
/// copies, and tells what leaves when. What is not paced at all is taken to leave at <see cref="UnpacedPerSecond"/>.
/// </summary>
public sealed class Forecaster
{
    /// <summary>The messages per second that a run without any pacing is assumed to send.</summary>
    public const int UnpacedPerSecond = 2_000;

    /// <summary>
    /// The steps of a forecast, one for each claim and for each message that is planned by itself: about a second of work. A longer
    /// forecast is cut and marked as partial.
    /// </summary>
    public const int MostSteps = 1_000_000;

    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, int Order)> _agenda = new();
    private readonly ForecastScope _scope;
    private readonly ForecastQuotas _book;
    private readonly ForecastWork _work;
    private int _order;

    private Forecaster(ForecastScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _work = new ForecastWork(MostSteps, cancellationToken);
        _book = new ForecastQuotas(scope);
    }

    /// <summary>Makes a forecast.</summary>
    /// <param name="scope">What there is.</param>
    /// <param name="until">Nothing later is looked at; null: as far as <see cref="ForecastScope.MaxOccurrences"/> reach.</param>
    /// <param name="onMessage">Called for every message of the task's first run as it is planned.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static Forecast Of(
        ForecastScope scope,
        DateTimeOffset? until = null,
        Action<PlannedMessage>? onMessage = null,
        CancellationToken cancellationToken = default
    )
    {
        var forecaster = new Forecaster(scope, cancellationToken);
        var main = new TaskSimulation(scope.Task, scope, forecaster._book, forecaster._work, forecaster.Plan, onMessage);
        main.Begin();
        foreach (var other in scope.Others)
        {
            new TaskSimulation(other, scope, forecaster._book, forecaster._work, forecaster.Plan, onMessage: null).Begin();
        }

        var isComplete = forecaster.Work(main, until ?? DateTimeOffset.MaxValue);
        return main.Result(isComplete) with { IsPartial = forecaster._work.IsUsedUp, Steps = forecaster._work.Steps };
    }

    private void Plan(DateTimeOffset at, Action<DateTimeOffset> step) =>
        _agenda.Enqueue(step, (at > _scope.Now ? at : _scope.Now, _order++));

    /// <returns>Whether the task reached its end.</returns>
    private bool Work(TaskSimulation main, DateTimeOffset until)
    {
        while (!main.HasEnded)
        {
            if (!_work.TryStep() || main.Runs > _scope.MaxOccurrences || !_agenda.TryDequeue(out var step, out var when) || when.At > until)
            {
                return false;
            }

            step(when.At);
        }

        return true;
    }
}
