using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>The embedded hub as a hosted service: becomes the owner, works until the lease is lost, tries again; never ends the process.</summary>
internal sealed class HubWorker(HubParts parts, OwnerIdentity identity) : BackgroundService, IHubHealth
{
    private readonly Ownership _ownership = new(parts.Store, identity, parts.Options, parts.Time, parts.Logger);
    private readonly CancellationTokenSource _kill = new();
    private readonly CancellationTokenSource _hurry = new();
    private volatile HubRuntime? _runtime;
    private volatile bool _started;

    /// <summary>The running owner, or null while this process is not certainly the owner.</summary>
    public HubRuntime? Owner => _ownership.IsValid ? _runtime : null;

    public HubParts Parts => parts;

    public HubHealth Current
    {
        get
        {
            var (error, at) = parts.Troubles.Last;
            return Owner is { } owner
                ? new(HubRole.Owner, owner.Epoch, owner.LoadedInstances, owner.WaitingTurns, owner.OpenActivities, owner.PoisonedInstances, owner.Lag, error, at)
                : new(_started ? HubRole.Standby : HubRole.Stopped, 0, 0, 0, 0, 0, TimeSpan.Zero, error, at);
        }
    }

    /// <summary>Stops the way a killed process does: nothing is drained, released or said to storage.</summary>
    public async Task KillAsync()
    {
        await parts.Surroundings.CancelAsync(_kill);
        await (ExecuteTask ?? Task.CompletedTask);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var hurry = cancellationToken.Register(_hurry.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _runtime?.Dispose();
        _kill.Dispose();
        _hurry.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _kill.Token);
        _started = true;
        for (var failures = 0; !either.IsCancellationRequested;)
        {
            try
            {
                await parts.Store.InitializeAsync(either.Token);
                var epoch = await _ownership.AcquireAsync(either.Token);
                Log.LeaseAcquired(parts.Logger, parts.Options.HubName, epoch);
                failures = 0;
                await OwnAsync(either.Token);
            }
            catch (Exception e) when (!either.IsCancellationRequested)
            {
                var wait = parts.Troubles.WaitAfter(++failures);
                parts.Troubles.Note(e);
                Log.StorageTrouble(parts.Logger, e, parts.Options.HubName, wait);
                await Task.Delay(wait, parts.Time, either.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        _started = false;
    }

    private async Task OwnAsync(CancellationToken cancellationToken)
    {
        using var runtime = new HubRuntime(parts, _ownership);
        using var keep = CancellationTokenSource.CreateLinkedTokenSource(_kill.Token);
        var kept = _ownership.KeepAsync(keep.Token);
        _runtime = runtime;
        runtime.Start();
        try
        {
            await kept.WaitAsync(cancellationToken);
            Log.LeaseLost(parts.Logger, parts.Options.HubName, runtime.Epoch);
        }
        catch (OperationCanceledException) when (!_kill.IsCancellationRequested)
        {
            // From here on this process' clients leave notes for the next owner.
            _runtime = null;
            await runtime.DrainAsync(_hurry.Token);
        }
        finally
        {
            _runtime = null;
            await parts.Surroundings.CancelAsync(keep);
            await runtime.StopAsync();
        }

        if (cancellationToken.IsCancellationRequested && !_kill.IsCancellationRequested) await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        using var timeout = new CancellationTokenSource(parts.Options.RenewInterval, parts.Time);
        try
        {
            await _ownership.ReleaseAsync(timeout.Token);
        }
        catch (Exception e)
        {
            parts.Troubles.Note(e); // the successor waits for the lease to run out
        }
    }
}
