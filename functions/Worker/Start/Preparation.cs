using CampaignTasks.Api.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Start;

/// <summary>
/// Tables, and in Development a tenant, made while the Functions host is still getting to know the worker. Storage that is away does not
/// end the worker, which the Functions host would give up after a few starts: it is tried again, and health says so meanwhile.
/// </summary>
internal sealed class Preparation(StorePreparation store, DevelopmentSeeder local, TimeProvider time, ILogger<Preparation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Functions that are called meanwhile wait this long; then they find out for themselves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when everything was made, or could not be made at the first attempt.</summary>
    public async ValueTask TriedAsync(CancellationToken cancellationToken)
    {
        if (!_tried.Task.IsCompleted)
        {
            await Task.WhenAny(_tried.Task, Task.Delay(Patience, time, cancellationToken));
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
