using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The use cases of forecasting stored tasks.</summary>
internal sealed class ForecastService(ForecastReader reader, TimeProvider time)
{
    /// <summary>Forecasts a task from now on.</summary>
    public async Task<Forecast> OfAsync(CampaignTask task, int mostOccurrences, CancellationToken cancellationToken) =>
        Forecaster.Of(await reader.ReadAsync(task, mostOccurrences, time.GetUtcNow(), cancellationToken));

    /// <summary>Counts the messages of the current run that would have been sent between the pause of a task and now.</summary>
    public async Task<int> OverdueAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task is not { PausedAt: { } pausedAt, PausedFrom: CampaignTaskStatus.Running })
        {
            return 0;
        }

        // From the state at the pause until now.
        var scope = await reader.ReadAsync(task, mostOccurrences: 1, pausedAt, cancellationToken);
        var (now, overdue) = (time.GetUtcNow(), 0);
        Forecaster.Of(scope, until: now, onMessage: message => overdue += message.At < now ? 1 : 0);
        return overdue;
    }
}
