using CampaignTasks.Api.Health;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's state, for health. Thread-safe.</summary>
internal sealed class EngineState : IHealthCheck
{
    private volatile EngineStatus _status = EngineStatus.Starting;

    public string Name => "hub";

    public void Set(EngineStatus status) => _status = status;

    public Task CheckAsync(CancellationToken cancellationToken) => _status is EngineStatus.Stopped
        ? Task.FromException(new InvalidOperationException("The engine has stopped."))
        : Task.CompletedTask;
}
