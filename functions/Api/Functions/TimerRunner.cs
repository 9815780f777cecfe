using System.Collections.Concurrent;
using CampaignTasks.Application.Functions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Api.Functions;

/// <summary>A runner of timer functions for all hosts. It remembers which of them failed when last called. Thread-safe.</summary>
internal sealed class TimerRunner(IServiceScopeFactory scopes, ILogger<TimerRunner> logger) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);

    /// <summary>Calls a function. What it throws is logged, kept for health and thrown on.</summary>
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

    /// <summary>Reports degraded health while a function failed when it was called last.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            _failing.IsEmpty
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"Failed when called last: {string.Join(", ", _failing.Select(f => $"{f.Key} ({f.Value})"))}.")
        );
}
