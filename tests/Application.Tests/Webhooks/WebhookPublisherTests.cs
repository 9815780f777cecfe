using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Webhooks;

public sealed class WebhookPublisherTests : IDisposable
{
    private readonly WebhookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task TenThousandEvents_OfATenantWithoutWebhooks_CostOneRead()
    {
        var store = (InMemoryWebhookStore)_scene.Fixture.Get<IWebhookStore>();

        for (var n = 0; n < 10_000; n++)
        {
            await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event($"t{n}")], default);
        }

        Assert.Equal(1, store.Lists);
        Assert.Empty(_scene.Deliveries.All);
    }

    [Fact]
    public async Task Event_ThatIsPublishedAgain_IsOneDelivery()
    {
        await _scene.AddAsync();
        var happened = _scene.Event();
        await _scene.Publisher.PublishAsync(Any.TenantId, [happened], default);
        await _scene.DrainAsync();

        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await _scene.Publisher.PublishAsync(Any.TenantId, [happened], default);
        await _scene.DrainAsync();

        Assert.Single(_scene.Receiver.Requests);
        Assert.Single(_scene.Deliveries.All);
    }

    [Fact]
    public async Task Event_GoesOnlyToWebhooksThatNameItsType_AndIsNotOlderThanThey()
    {
        var (wanted, _) = await _scene.AddAsync(WebhookEventType.TaskFailed);
        var old = _scene.Event("old", WebhookEventType.TaskFailed) with { At = Any.Now.AddSeconds(-1) };

        await _scene.Publisher.PublishAsync(
            Any.TenantId,
            [_scene.Event("done"), _scene.Event("failed", WebhookEventType.TaskFailed), old],
            default
        );

        var delivery = Assert.Single(_scene.Deliveries.All);
        Assert.Equal((wanted.Id, WebhookEventType.TaskFailed), (delivery.WebhookId, delivery.Type));
        Assert.Contains("\"failed\"", delivery.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptOut_IsPublished_WithoutAnyAutomation()
    {
        await _scene.AddAsync(WebhookEventType.ContactUnsubscribed);
        var facts = _scene.Fixture.Get<FactPublisher>();
        var now = _scene.Fixture.Time.GetUtcNow();

        await facts.PublishAsync(
            Any.TenantId,
            [
                new ContactFact.ConsentChanged("ann", now, ChannelKind.Email, IsOptOut: true),
                new ContactFact.ConsentChanged("bob", now, ChannelKind.Email, IsOptOut: false),
                new ContactFact.ContactChanged("ann", now),
            ]
        );

        var delivery = Assert.Single(_scene.Deliveries.All);
        Assert.Equal("ann", delivery.ContactId);
        Assert.Equal(
            """{"type":"contact.unsubscribed","timestamp":"2026-12-01T09:00:00.000Z","data":{"contactId":"ann","channel":"email"}}""",
            delivery.Body
        );
    }

    [Fact]
    public async Task Delivery_WhoseMessageWasLost_IsFoundByTheReconciler()
    {
        var (webhook, _) = await _scene.AddAsync();
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event()], default);
        var queue = (InMemoryWebhookQueue)_scene.Fixture.Get<IWebhookQueue>();
        queue.Take();
        await _scene.Fixture.Tenants.AddAsync(new(Any.TenantId, "Acme", Any.Now), default);
        var reconciler = _scene.Fixture.Create<WebhookReconciler>();

        await reconciler.RunAsync(new(_scene.Fixture.Time.GetUtcNow(), IsPastDue: false), default);
        Assert.Null(queue.Take());

        _scene.Fixture.Time.Advance(WebhookReconciler.LostAfter + TimeSpan.FromSeconds(1));
        await reconciler.RunAsync(new(_scene.Fixture.Time.GetUtcNow(), IsPastDue: false), default);
        await _scene.DrainAsync();

        Assert.Equal(webhook.Url, Assert.Single(_scene.Receiver.Requests).Url);
    }
}
