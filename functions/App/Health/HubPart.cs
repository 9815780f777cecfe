using CampaignTasks.Durable;

namespace CampaignTasks.App.Health;

/// <summary>The hub: this process runs instances, or stands by for another that does.</summary>
internal sealed class HubPart(IHubHealth hub) : IHealthPart
{
    public string Name => "hub";

    public Task CheckAsync(CancellationToken cancellationToken) => hub.Current.Role is HubRole.Stopped
        ? Task.FromException(new InvalidOperationException("The hub has stopped."))
        : Task.CompletedTask;
}
