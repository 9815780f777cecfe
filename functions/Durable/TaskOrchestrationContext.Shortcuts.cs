using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable;

/// <content>Calls that are said in terms of the others.</content>
public abstract partial class TaskOrchestrationContext
{
    /// <summary>Calls an activity that has no result.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input, or null.</param>
    /// <param name="options">Retries and tags. Default: no retry.</param>
    /// <exception cref="TaskFailedException">(on await) The activity failed, after all retries.</exception>
    public Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<Unread>(name, input, options);

    /// <summary>Starts a child orchestration and waits for its end.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input, or null.</param>
    /// <param name="options">Retries, tags and, as <see cref="SubOrchestrationOptions"/>, the child's id and version.</param>
    /// <exception cref="TaskFailedException">(on await) The child failed or was terminated, after all retries.</exception>
    public Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<Unread>(orchestratorName, input, options);

    /// <summary>Waits for a while, from <see cref="CurrentUtcDateTime"/> on.</summary>
    /// <param name="delay">How long; zero or less fires at once.</param>
    /// <param name="cancellationToken">Cancels the wait, from orchestrator code only.</param>
    /// <exception cref="TaskCanceledException">(on await) The token was cancelled.</exception>
    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits for an external event without end.</summary>
    /// <typeparam name="T">The payload; the JSON contexts must know it.</typeparam>
    /// <param name="eventName">The event's name.</param>
    public Task<T> WaitForExternalEvent<T>(string eventName) => WaitForExternalEvent<T>(eventName, CancellationToken.None);

    /// <summary>Waits for an external event for a limited time.</summary>
    /// <remarks>Differs from Microsoft.DurableTask: if the event is already there, no timer is made.</remarks>
    /// <typeparam name="T">The payload; the JSON contexts must know it.</typeparam>
    /// <param name="eventName">The event's name.</param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/>: without end.</param>
    /// <param name="cancellationToken">Gives up the wait, from orchestrator code only.</param>
    /// <exception cref="TaskCanceledException">(on await) The time is over or the token was cancelled; the wait takes no later event.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (timeout == Timeout.InfiniteTimeSpan) return await WaitForExternalEvent<T>(eventName, cancellationToken);
        using var giveUpWait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrival = WaitForExternalEvent<T>(eventName, giveUpWait.Token);
        if (arrival.IsCompleted) return await arrival;

        using var giveUpTimer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, giveUpTimer.Token);
        if (await Task.WhenAny(arrival, timer) == timer)
            giveUpWait.Cancel();
        else
            giveUpTimer.Cancel();
        return await arrival;
    }

    /// <summary>A logger that is silent while replaying, so that each line is written once.</summary>
    /// <param name="categoryName">The category.</param>
    public ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    /// <summary>A logger that is silent while replaying, so that each line is written once.</summary>
    /// <typeparam name="T">The category.</typeparam>
    public ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, LoggerFactory.CreateLogger<T>());

    /// <summary>A result nobody reads: the engine does not parse it.</summary>
    internal sealed class Unread;

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !context.IsReplaying && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
