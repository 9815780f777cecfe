using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>
/// The worker that runs orchestrations and activities in this process, on the engine of Durable Functions' Azure Storage provider. Any
/// number of processes share a hub and its work.
/// </summary>
internal sealed class EngineWorker(
    string? name,
    IDurableTaskFactory tasks,
    IOptionsMonitor<DurableTaskWorkerOptions> options,
    AzureStorageOrchestrationService hub,
    ActivitiesUnderWay underWay,
    EngineTelemetry telemetry,
    EngineState state,
    IServiceProvider services,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILoggerFactory loggers
) : DurableTaskWorker(name, tasks)
{
    // The host gives a stop ten seconds; the engine wants some of them to let go of its partitions.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(6);

    private TaskHubWorker? _worker;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var shims = new DurableTaskShimFactory(options.Get(Name), loggers);
        await hub.CreateIfNotExistsAsync();
        _worker = new TaskHubWorker(
            hub,
            new EngineOrchestrators(Factory, services, shims),
            new EngineActivities(Factory, scopes, shims, underWay, telemetry),
            loggers
        )
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _worker.AddOrchestrationDispatcherMiddleware(MeasureAsync);
        await _worker.StartAsync();
        state.Set(EngineStatus.Running);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        state.Set(EngineStatus.Stopped);
        if (_worker is { } worker)
        {
            // The engine itself waits up to nine seconds for running activities: too long after a drain that timed out.
            var isDrained = await TryDrainAsync(cancellationToken);
            await worker.StopAsync(isForced: !isDrained).WaitAsync(cancellationToken);
            worker.Dispose();
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;

    private async Task MeasureAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var began = time.GetTimestamp();
        await next();
        telemetry.TurnEnded(context.GetProperty<OrchestrationRuntimeState>().Name, time.GetElapsedTime(began));
    }

    /// <returns>False when activities still run: their messages return to the hub, and another process resumes them.</returns>
    private async Task<bool> TryDrainAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Drain, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await underWay.NoneAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
