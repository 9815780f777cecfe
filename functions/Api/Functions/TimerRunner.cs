using System.Collections.Concurrent;
using CampaignTasks.Api.Health;
using CampaignTasks.Application.Functions;

namespace CampaignTasks.Api.Functions;

/// <summary>A runner of timer functions for all hosts. It remembers which of them failed when last called. Thread-safe.</summary>
internal sealed class TimerRunner(IServiceScopeFactory scopes, ILogger<TimerRunner> logger) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);

    public string Name => "timers";

    /// <summary>Calls a function. An exception is logged, remembered for health and rethrown.</summary>
    public async Task RunAsync(TimerFunction function, TimerTick tick, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await function.Create(scope.ServiceProvider).RunAsync(tick, cancellationToken);
            _failing.TryRemove(function.Name, out _);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TimerFailed(e, function.Name, tick.ScheduledAt);
            _failing[function.Name] = e.GetType().Name;
            throw;
        }
    }

    /// <exception cref="DegradedException">A function failed when it was called last.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _failing.IsEmpty
        ? Task.CompletedTask
        : Task.FromException(new DegradedException($"Failed when called last: {string.Join(", ", _failing.Select(f => $"{f.Key} ({f.Value})"))}."));
}
