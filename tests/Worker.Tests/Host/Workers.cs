using CampaignTasks.Worker.Tests.Host.Messages;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>The one worker there is at a time: started, initialised, and when it ends started again, as the Functions host does.</summary>
internal sealed class Workers(
    WorkerChannels channels,
    string assembly,
    Uri address,
    IReadOnlyDictionary<string, string?> settings,
    Action<string> log
) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource<WorkerChannel> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerProcess? _process;
    private Task? _watching;

    /// <summary>How often a worker was started.</summary>
    public int Starts { get; private set; }

    /// <summary>When the latest was, as a timestamp.</summary>
    public long LastStart { get; private set; }

    public void Start() => _watching = WatchAsync();

    /// <summary>The worker, once it is there.</summary>
    public Task<WorkerChannel> ReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Ends the worker as a crash would.</summary>
    /// <returns>When its successor is ready.</returns>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process!.Kill();
        await ReadyAsync(cancellationToken);
    }

    /// <summary>Calls a function of the worker that is there.</summary>
    public async Task<TypedData?> InvokeAsync(
        string invocation,
        string function,
        Func<WorkerBinding, TypedData> input,
        string? instance,
        Action sent,
        CancellationToken cancellationToken
    )
    {
        var channel = await ReadyAsync(cancellationToken);
        var called = channel.Functions.Single(one => one.Name == function);
        var inputs = called
            .Bindings.Where(binding => binding.IsInput)
            .Select(binding => new ParameterBinding { Name = binding.Name, Data = input(binding) });
        var answer = channel.InvokeAsync(invocation, called, inputs, instance, cancellationToken);
        sent();
        return await answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_watching is { } watching)
        {
            await watching;
        }

        _ending.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var (id, channel) = (Guid.NewGuid().ToString(), new WorkerChannel(log));
            channels.Add(id, channel);
            LastStart = TimeProvider.System.GetTimestamp();
            await using var process = WorkerProcess.Start(assembly, id, address, settings, log);
            (_process, Starts) = (process, Starts + 1);
            var introduced = IntroduceAsync(channel);
            try
            {
                await process.EndedAsync(_ending.Token);
                log("The worker ended.");
            }
            catch (OperationCanceledException)
            {
                // The host ends, and the process with it.
            }

            channel.End();
            if (!await introduced)
            {
                return;
            }
        }
    }

    /// <returns>False when the worker could not be started: then the next one could not either.</returns>
    private async Task<bool> IntroduceAsync(WorkerChannel channel)
    {
        try
        {
            await channel.InitializeAsync(Path.GetDirectoryName(assembly)!, _ending.Token);
            return _ready.TrySetResult(channel);
        }
        catch (Exception e)
        {
            _ready.TrySetException(e);
            return false;
        }
    }
}
