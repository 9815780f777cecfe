using System.Collections.Concurrent;
using System.Threading.Channels;
using CampaignTasks.Worker.Tests.Host.Messages;
using Content = CampaignTasks.Worker.Tests.Host.Messages.StreamingMessage.ContentOneofCase;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>The conversation with one worker process, until it ends.</summary>
internal sealed class WorkerChannel(Action<string> log)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _awaited = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _ended;

    /// <summary>What the worker says it can do.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The worker's functions, all loaded.</summary>
    public IReadOnlyList<WorkerFunction> Functions { get; private set; } = [];

    /// <summary>What the host has to say, for the stream.</summary>
    public ChannelReader<StreamingMessage> Outgoing => _outgoing.Reader;

    /// <summary>Gets to know a worker: what it can do, what its functions are, and that each can be loaded.</summary>
    public async Task InitializeAsync(string folder, CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        var init = await AskAsync(
            new()
            {
                WorkerInitRequest = new()
                {
                    HostVersion = "4.0.0",
                    WorkerDirectory = folder,
                    FunctionAppDirectory = folder,
                    Capabilities = { ["FunctionDataCache"] = "false" },
                },
            },
            cancellationToken
        );
        Ensure(init.WorkerInitResponse.Result, "the worker");
        Capabilities = new Dictionary<string, string>(init.WorkerInitResponse.Capabilities);
        var metadata = await AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } }, cancellationToken);
        Ensure(metadata.FunctionMetadataResponse.Result, "the functions' metadata");
        Functions = [.. metadata.FunctionMetadataResponse.FunctionMetadataResults.Select(WorkerFunction.Of)];
        await Task.WhenAll(Functions.Select(function => LoadAsync(function, cancellationToken)));
    }

    /// <summary>Calls a function.</summary>
    /// <returns>What it returned.</returns>
    /// <exception cref="WorkerFunctionException">It threw.</exception>
    /// <exception cref="WorkerProcessExitException">The worker ended before it answered.</exception>
    public async Task<TypedData?> InvokeAsync(
        string invocation,
        WorkerFunction function,
        IEnumerable<ParameterBinding> inputs,
        string? instance,
        CancellationToken cancellationToken
    )
    {
        var request = new InvocationRequest
        {
            InvocationId = invocation,
            FunctionId = function.Metadata.FunctionId,
            InputData = { inputs },
            TraceContext = new(),
        };
        if (instance is not null)
        {
            request.TriggerMetadata["instanceId"] = new() { String = instance };
        }

        var answer = (await AskAsync(new() { InvocationRequest = request }, cancellationToken, invocation)).InvocationResponse;
        Ensure(answer.Result, function.Name);
        return answer.ReturnValue;
    }

    /// <summary>Takes what the worker said.</summary>
    public void Hear(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case Content.StartStream:
                _started.TrySetResult();
                break;
            case Content.RpcLog:
                log(
                    $"{message.RpcLog.Level} {message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message} {message.RpcLog.Exception?.StackTrace}"
                );
                break;
            case Content.InvocationResponse:
                Answer(message.InvocationResponse.InvocationId, message);
                break;
            default:
                Answer(message.RequestId, message);
                break;
        }
    }

    /// <summary>The worker is gone: whoever waits for an answer hears of it.</summary>
    public void End()
    {
        _ended = true;
        _started.TrySetException(new WorkerProcessExitException());
        _outgoing.Writer.TryComplete();
        foreach (var awaited in _awaited.Values)
        {
            awaited.TrySetException(new WorkerProcessExitException());
        }
    }

    private async Task LoadAsync(WorkerFunction function, CancellationToken cancellationToken)
    {
        var loaded = await AskAsync(
            new()
            {
                FunctionLoadRequest = new() { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata },
            },
            cancellationToken
        );
        Ensure(loaded.FunctionLoadResponse.Result, $"loading {function.Name}");
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken, string? id = null)
    {
        id ??= Guid.NewGuid().ToString();
        question.RequestId = id;
        var answer = _awaited.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            if (!_outgoing.Writer.TryWrite(question) || _ended)
            {
                throw new WorkerProcessExitException();
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _awaited.TryRemove(id, out _);
        }
    }

    private void Answer(string id, StreamingMessage message)
    {
        if (_awaited.TryGetValue(id, out var awaited))
        {
            awaited.TrySetResult(message);
        }
    }

    private static void Ensure(StatusResult result, string what)
    {
        if (result.Status is not StatusResult.Types.Status.Success)
        {
            throw new WorkerFunctionException(
                $"Result: {what} failed\nException: {result.Exception?.Message}\nStack: {result.Exception?.StackTrace}"
            );
        }
    }
}

/// <summary>A function threw.</summary>
internal sealed class WorkerFunctionException(string message) : Exception(message);

/// <summary>The worker ended. The Durable extension knows the Functions host's exception by this name, and repeats the turn.</summary>
internal sealed class WorkerProcessExitException() : Exception("The worker process exited.");
