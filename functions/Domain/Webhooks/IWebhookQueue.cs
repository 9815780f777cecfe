namespace CampaignTasks.Domain.Webhooks;

/// <summary>The queue of deliveries that are due.</summary>
public interface IWebhookQueue
{
    /// <summary>Appends work that becomes due after a pause. It comes at least once.</summary>
    /// <param name="work">The deliveries.</param>
    /// <param name="pause">The pause, at most seven days.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task EnqueueAsync(WebhookWork work, TimeSpan pause, CancellationToken cancellationToken);
}
