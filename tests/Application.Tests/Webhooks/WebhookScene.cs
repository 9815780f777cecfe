using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Webhooks;

/// <summary>Webhooks over stores in memory, with a receiver that answers as a test says, and a clock that is moved.</summary>
internal sealed class WebhookScene : IDisposable
{
    public const string Url = "https://shop.example/hooks";

    public ActivityFixture Fixture { get; } = new();

    public ScriptedReceiver Receiver => Fixture.Get<ScriptedReceiver>();

    public InMemoryWebhookDeliveryStore Deliveries => (InMemoryWebhookDeliveryStore)Fixture.Get<IWebhookDeliveryStore>();

    public WebhookService Service => Fixture.Create<WebhookService>();

    public WebhookPublisher Publisher => Fixture.Get<WebhookPublisher>();

    /// <summary>Creates a webhook for some types of events, by default all.</summary>
    public Task<(Webhook Webhook, string Secret)> AddAsync(params string[] events) =>
        Service.AddAsync(
            Any.TenantId,
            $"01k9webhook0000000000000{Random.Shared.Next(10, 100)}",
            new WebhookRequest(Url, events is [] ? [.. WebhookEventType.All.Select(type => type.Name)] : events),
            default
        );

    public async Task<Webhook> StoredAsync(Webhook webhook) =>
        (await Fixture.Get<IWebhookStore>().FindAsync(webhook.TenantId, webhook.Id, default))!;

    /// <summary>An event of a task, as of now.</summary>
    public WebhookEvent Event(string task = "t1", string type = WebhookEventType.TaskCompleted) =>
        new(type, task, Fixture.Time.GetUtcNow(), new JsonObject { ["taskId"] = task });

    /// <summary>Handles messages of the queue as they are due, and moves the clock to each, until none is left.</summary>
    /// <param name="until">The last instant; null: as long as there are messages.</param>
    public async Task DrainAsync(DateTimeOffset? until = null)
    {
        var queue = (InMemoryWebhookQueue)Fixture.Get<IWebhookQueue>();
        var deliveries = Fixture.Create<WebhookDeliveries>();
        while (queue.Take() is var (work, dueAt))
        {
            if (dueAt > until)
            {
                await queue.EnqueueAsync(work, dueAt - Fixture.Time.GetUtcNow(), default);
                return;
            }

            if (dueAt > Fixture.Time.GetUtcNow())
            {
                Fixture.Time.SetUtcNow(dueAt);
            }

            await deliveries.RunAsync(JsonSerializer.Serialize(work, WebhookJson.Default.WebhookWork), default);
        }
    }

    public void Dispose() => Fixture.Dispose();
}
