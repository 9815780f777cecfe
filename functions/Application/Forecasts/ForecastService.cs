using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The use cases of forecasting stored tasks.</summary>
internal sealed class ForecastService(ForecastReader reader, ForecastWorkers workers, SharedForecasts forecasts, TimeProvider time)
{
    /// <summary>Forecasts a task from now on. A forecast that takes much work may be half a minute old.</summary>
    /// <exception cref="CampaignTasks.Domain.CapacityExceededException">Too many forecasts are under way.</exception>
    public Task<Forecast> OfAsync(CampaignTask task, int mostOccurrences, CancellationToken cancellationToken) =>
        forecasts.GetAsync(
            new ForecastKey(task.TenantId, task.Id, task.ETag, mostOccurrences),
            stop => workers.RunAsync(task.TenantId, () => ForecastAsync(task, mostOccurrences, stop), stop),
            cancellationToken
        );

    /// <summary>Counts the messages of the current run that would have been sent between the pause of a task and now.</summary>
    /// <exception cref="CampaignTasks.Domain.CapacityExceededException">Too many forecasts are under way.</exception>
    public async Task<int> OverdueAsync(CampaignTask task, CancellationToken cancellationToken) =>
        task is { PausedAt: { } pausedAt, PausedFrom: CampaignTaskStatus.Running }
            ? await workers.RunAsync(task.TenantId, () => OverdueAsync(task, pausedAt, cancellationToken), cancellationToken)
            : 0;

    private async Task<Forecast> ForecastAsync(CampaignTask task, int mostOccurrences, CancellationToken cancellationToken)
    {
        var scope = await reader.ReadAsync(task, mostOccurrences, time.GetUtcNow(), cancellationToken);
        return await ForecastWorkers.ComputeAsync(() => Forecaster.Of(scope, cancellationToken: cancellationToken), cancellationToken);
    }

    private async Task<int> OverdueAsync(CampaignTask task, DateTimeOffset pausedAt, CancellationToken cancellationToken)
    {
        // From the state at the pause until now.
        var scope = await reader.ReadAsync(task, mostOccurrences: 1, pausedAt, cancellationToken);
        var (now, overdue) = (time.GetUtcNow(), 0);
        await ForecastWorkers.ComputeAsync(
            () => Forecaster.Of(scope, until: now, message => overdue += message.At < now ? 1 : 0, cancellationToken),
            cancellationToken
        );
        return overdue;
    }
}
