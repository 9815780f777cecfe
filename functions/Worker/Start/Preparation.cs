using CampaignTasks.Api.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Start;

/// <summary>
/// The creation of the tables, and in Development of a tenant, while the Functions host still indexes the worker. Unreachable storage does
/// not end the worker, which the Functions host would give up after a few starts: the creation is repeated, and health reports the failure
/// in the meantime.
/// </summary>
internal sealed class Preparation(StorePreparation store, DevelopmentSeeder local, TimeProvider time, ILogger<Preparation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Functions that are called meanwhile wait this long; then they find out for themselves.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns after the first attempt, successful or not, or after five seconds.</summary>
    public async ValueTask TriedAsync(CancellationToken cancellationToken)
    {
        if (!_tried.Task.IsCompleted)
        {
            await Task.WhenAny(_tried.Task, Task.Delay(MaxWait, time, cancellationToken));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAsync(stoppingToken))
        {
            _tried.TrySetResult();
            await Task.Delay(Again, time, stoppingToken);
        }

        _tried.TrySetResult();
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.StartAsync(cancellationToken);
            await local.StartAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotPrepared(e, e.Message);
            return false;
        }
    }
}
