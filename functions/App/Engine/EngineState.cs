using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.App.Engine;

/// <summary>The health check of the engine's state. Thread-safe.</summary>
internal sealed class EngineState : IHealthCheck
{
    private volatile EngineStatus _status = EngineStatus.Starting;

    public void Set(EngineStatus status) => _status = status;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            _status is EngineStatus.Stopped ? HealthCheckResult.Unhealthy("The engine has stopped.") : HealthCheckResult.Healthy()
        );
}
