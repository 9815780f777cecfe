using Azure;
using CampaignTasks.Domain;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>
/// The wire between one process and storage: every call is counted and told, takes its time, can be the last thing the process does, and
/// can meet whatever <see cref="FaultModel"/> there is. What comes from a dead process never arrives, and no answer reaches it.
/// </summary>
internal sealed class StorageWire(SimulatedDeployment world, ProcessThreads threads, TimeProvider time)
{
    /// <summary>A call that changes nothing.</summary>
    public Task<T> ReadAsync<T>(string what, string detail, Func<Task<T>> call) => CallAsync(what, detail, StorageCall.Read, call);

    /// <summary>A call that may change something.</summary>
    public Task<T> WriteAsync<T>(string what, string detail, Func<Task<T>> call) => CallAsync(what, detail, StorageCall.Write, call);

    /// <inheritdoc cref="WriteAsync{T}(string, string, Func{Task{T}})"/>
    public Task WriteAsync(string what, string detail, Func<Task> call) =>
        CallAsync(what, detail, StorageCall.Write, () => DoneAsync(call));

    /// <summary>A write that is refused when somebody else was faster.</summary>
    public Task<T> CompareAsync<T>(string what, string detail, Func<Task<T>> call) => CallAsync(what, detail, StorageCall.Compare, call);

    /// <inheritdoc cref="CompareAsync{T}(string, string, Func{Task{T}})"/>
    public Task CompareAsync(string what, string detail, Func<Task> call) =>
        CallAsync(what, detail, StorageCall.Compare, () => DoneAsync(call));

    /// <summary>A read in pages: the next page is asked for when the last is used up.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string what, string detail, IAsyncEnumerable<T> items)
    {
        await ReadAsync(what, detail, static () => Task.FromResult(true));
        await foreach (var item in items)
        {
            yield return item;
        }
    }

    private Task<T> CallAsync<T>(string what, string detail, StorageCall kind, Func<Task<T>> call)
    {
        if (threads.IsDead)
        {
            return Never<T>();
        }

        switch (world.Crashes.Next())
        {
            case Crash.Before:
                world.Die(threads, $"before: {what} {detail}");
                return Never<T>();
            case Crash.After:
                return LastAsync(what, detail, call);
        }

        world.Trace.Add(what, detail);
        var outcome = world.Faults.Next(kind);
        return outcome is CallOutcome.Fair { Delay.Ticks: 0 } ? call() : MeetAsync(what, outcome, call);
    }

    private async Task<T> LastAsync<T>(string what, string detail, Func<Task<T>> call)
    {
        await call();
        world.Die(threads, $"after: {what} {detail}");
        return await Never<T>();
    }

    private async Task<T> MeetAsync<T>(string what, CallOutcome outcome, Func<Task<T>> call)
    {
        if (outcome.Delay > TimeSpan.Zero)
        {
            await Task.Delay(outcome.Delay, time);
        }

        switch (outcome)
        {
            case CallOutcome.Refused refused:
                world.Trace.Add("refused", what);
                throw refused.Fault();
            case CallOutcome.Outrun:
                world.Trace.Add("outrun", what);
                throw what.StartsWith("hub", StringComparison.Ordinal)
                    ? new RequestFailedException(412, "Outrun.")
                    : new CampaignTasks.Domain.ConcurrencyConflictException("What was to be changed");
            case CallOutcome.Unanswered unanswered:
                await call();
                world.Trace.Add("unanswered", what);
                throw unanswered.Fault();
            default:
                return await call();
        }
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private static async Task<bool> DoneAsync(Func<Task> call)
    {
        await call();
        return true;
    }
}

/// <summary>What a call to storage may do.</summary>
internal enum StorageCall
{
    Read,
    Write,
    Compare,
}
