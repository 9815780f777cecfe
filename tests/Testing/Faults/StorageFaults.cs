using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Testing.Faults;

/// <summary>
/// Trouble between a storage client and its service, as a policy of the client's pipeline: below its retries, so that every try meets its
/// own.
/// </summary>
/// <param name="next">Decides on a try; the number counts from 0 within a request. Called by many threads.</param>
public sealed class StorageFaults(Func<Request, int, StorageFault> next) : HttpPipelinePolicy
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<StorageFault, int> _met = new();

    /// <summary>How many tries met each.</summary>
    public IReadOnlyDictionary<StorageFault, int> Met => _met;

    /// <summary>
    /// Every write is carried out and its answer lost, tried again and not carried out, and then let through; every read is let through at
    /// its second try. Which fault it is goes round, so the same requests in the same order meet the same. Nothing outlasts the retries:
    /// callers must notice nothing.
    /// </summary>
    public static StorageFaults OfEveryRequest()
    {
        StorageFault[] lost = [StorageFault.LostToReset, StorageFault.LostToError, StorageFault.LostToTimeOut];
        StorageFault[] refused = [StorageFault.Error, StorageFault.Reset, StorageFault.Busy, StorageFault.TimeOut];
        var turn = 0;
        return new(
            (request, tries) =>
                (Changes(request), tries) switch
                {
                    (true, 0) => lost[Turn() % lost.Length],
                    (true, 1) or (false, 0) => refused[Turn() % refused.Length],
                    _ => StorageFault.None,
                }
        );

        int Turn() => Interlocked.Increment(ref turn) & int.MaxValue;
    }

    /// <summary>Puts it into a client's pipeline, whose retries then follow at once.</summary>
    public void AddTo(ClientOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Our clients only wait asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = next(message.Request, message.ProcessingContext.RetryNumber);
        _met.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        if (
            fault
            is StorageFault.None
                or StorageFault.Slow
                or StorageFault.LostToTimeOut
                or StorageFault.LostToReset
                or StorageFault.LostToError
        )
        {
            await Task.Delay(fault is StorageFault.Slow ? Late : TimeSpan.Zero, TimeProvider.System, message.CancellationToken);
            await ProcessNextAsync(message, pipeline);
        }

        switch (fault)
        {
            case StorageFault.TimeOut or StorageFault.LostToTimeOut:
                throw new TaskCanceledException("No answer came within the time-out.");
            case StorageFault.Reset or StorageFault.LostToReset:
                throw new IOException("The connection was reset by its peer.");
            case StorageFault.Error or StorageFault.LostToError:
                Answer(message, new ScriptedResponse(500, "", ("x-ms-error-code", "InternalError")));
                break;
            case StorageFault.Busy:
                Answer(message, new ScriptedResponse(503, "", ("x-ms-error-code", "ServerBusy"), ("Retry-After", "0")));
                break;
            case StorageFault.Outrun:
                Answer(message, new ScriptedResponse(412, "", ("x-ms-error-code", "UpdateConditionNotSatisfied")));
                break;
        }
    }

    internal static bool Changes(Request request) => request.Method != RequestMethod.Get && request.Method != RequestMethod.Head;

    private static void Answer(HttpMessage message, ScriptedResponse answer)
    {
        if (message.HasResponse)
        {
            message.Response.Dispose();
        }

        message.Response = answer;
    }
}
