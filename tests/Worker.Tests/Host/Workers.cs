using CampaignTasks.Worker.Tests.Host.Messages;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>The one worker there is at a time: started, initialised, and when it ends started again, as the Functions host does.</summary>
internal sealed class Workers(WorkerChannels channels, string assembly, Uri address, IReadOnlyDictionary<string, string?> settings, Action<string> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource<WorkerChannel> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerProcess? _process;
    private Task? _watching;

    /// <summary>How often a worker was started.</summary>
    public int Starts { get; private set; }

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
        string invocation, string function, Func<WorkerBinding, TypedData> input, string? instance, Action sent, CancellationToken cancellationToken)
    {
        var channel = await ReadyAsync(cancellationToken);
        var called = channel.Functions.Single(one => one.Name == function);
        var inputs = called.Bindings.Where(binding => binding.IsInput).Select(binding => new ParameterBinding { Name = binding.Name, Data = input(binding) });
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
            await using var process = WorkerProcess.Start(assembly, id, address, settings, log);
            (_process, Starts) = (process, Starts + 1);
            try
            {
                var ended = process.EndedAsync(_ending.Token);
                await Task.WhenAny(channel.InitializeAsync(Path.GetDirectoryName(assembly)!, _ending.Token).ContinueWith(
                    done => _ = done.IsCompletedSuccessfully ? _ready.TrySetResult(channel) : _ready.TrySetException(done.Exception ?? new Exception("The worker did not start.")),
                    TaskScheduler.Default), ended);
                await ended;
                log("The worker ended.");
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                // The host ends, and the process with it.
            }
            finally
            {
                channel.End();
            }

            if (_ready.Task is { IsCompletedSuccessfully: false, IsCompleted: true })
            {
                return;
            }
        }
    }
}
