using CampaignTasks.Application.Limits;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Forecasts;

/// <summary>
/// The limits of forecasts under way: few of a tenant, and few in this process. One beyond waits a moment and is refused then. What only
/// computes has a thread of its own, so that the pool's threads are free for everybody's requests and for the engine's leases.
/// </summary>
internal sealed class ForecastWorkers(IOptions<ForecastOptions> options, TimeProvider time) : IDisposable
{
    // Shorter than the timeouts of callers.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Places _places = new("forecasts", options.Value.ForecastsAtOnce, options.Value.ForecastsOfOneTenant);

    /// <summary>Does the work of a forecast when there is a place for it.</summary>
    /// <exception cref="CampaignTasks.Domain.CapacityExceededException">There was none in time.</exception>
    public async Task<T> RunAsync<T>(string tenantId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var place = await _places.TakeAsync(tenantId, LongestWait, time, cancellationToken);
        return await work();
    }

    /// <summary>Computes without occupying a thread of the pool: on the usual scheduler, work that runs long gets one of its own.</summary>
    public static Task<T> ComputeAsync<T>(Func<T> compute, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            compute,
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Current
        );

    public void Dispose() => _places.Dispose();
}
