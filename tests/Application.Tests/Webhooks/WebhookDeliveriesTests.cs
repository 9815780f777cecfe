using System.Collections.Concurrent;
using System.Text;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Webhooks;

public sealed class WebhookDeliveriesTests : IDisposable
{
    private readonly WebhookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task TenThousandEvents_ToAReceiverThatFailsAtRandomAndHangs_AllArriveUnderOneIdEach_WithRightSignatures()
    {
        var (_, secret) = await _scene.AddAsync();
        var chance = new Random(20);
        var taken = new ConcurrentDictionary<string, int>();
        _scene.Receiver.Answer = (_, headers) =>
        {
            var roll = chance.Next(20);
            if (roll < 3)
            {
                return new WebhookAnswer(roll is 0 ? 503 : 500, "no", roll is 0 ? TimeSpan.FromSeconds(30) : null);
            }

            if (roll is 3)
            {
                // Taken, but the answer is lost.
                taken.AddOrUpdate(headers[StandardWebhookSignature.IdHeader], 1, static (_, times) => times + 1);
                return new WebhookAnswer(Status: null, "No answer within the time-out.");
            }

            taken.AddOrUpdate(headers[StandardWebhookSignature.IdHeader], 1, static (_, times) => times + 1);
            return new WebhookAnswer(200);
        };

        foreach (var part in Enumerable.Range(0, 10_000).Chunk(250))
        {
            await _scene.Publisher.PublishAsync(Any.TenantId, [.. part.Select(n => _scene.Event($"t{n}"))], default);
        }

        await _scene.DrainAsync();

        Assert.Equal(10_000, taken.Count);
        Assert.All(_scene.Deliveries.All, delivery => Assert.Equal(DeliveryStatus.Delivered, delivery.Status));
        var key = StandardWebhookSignature.ReadKey(secret)!;
        Assert.All(_scene.Receiver.Requests, request => Assert.Equal(SignatureOf(request, key), request.Headers["webhook-signature"]));
        Assert.Equal(10_000, _scene.Receiver.Requests.Select(request => request.Body).Distinct().Count());
        Assert.Equal(10_000, _scene.Receiver.Requests.Select(request => (request.Body, request.Headers["webhook-id"])).Distinct().Count());
    }

    [Fact]
    public async Task Delivery_OfAReceiverThatNeverAnswers_IsTriedForADay_AndDisablesTheWebhook()
    {
        var (webhook, _) = await _scene.AddAsync();
        _scene.Receiver.Answer = (_, _) => new WebhookAnswer(Status: null, "The receiver could not be reached.");
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event()], default);

        await _scene.DrainAsync();

        Assert.Equal(DeliverySchedule.Attempts, _scene.Receiver.Requests.Count);
        Assert.InRange((_scene.Fixture.Time.GetUtcNow() - Any.Now).TotalHours, 23, 27);
        var stored = await _scene.StoredAsync(webhook);
        Assert.Equal((WebhookStatus.Disabled, WebhookFailures.FailedForADay), (stored.Status, stored.DisabledReason));
        Assert.Equal(DeliveryStatus.Failed, Assert.Single(_scene.Deliveries.All).Status);

        // Of what happens now it is told nothing, until it is switched on again and the delivery is sent by hand.
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event("t2")], default);
        Assert.Single(_scene.Deliveries.All);
        _scene.Receiver.Answer = (_, _) => new WebhookAnswer(200);
        var active = await _scene.Service.ChangeAsync(
            stored,
            new(new WebhookChange(Url: null, Events: null, WebhookStatus.Active), new HashSet<string> { "status" }),
            default
        );
        await _scene.Service.RedeliverAsync(active, _scene.Deliveries.All[0], default);
        await _scene.DrainAsync();

        Assert.Equal((DeliveryStatus.Delivered, 1), (_scene.Deliveries.All[0].Status, _scene.Deliveries.All[0].Attempts));
        Assert.Single(_scene.Receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task OneDelivery_ThatIsNeverTaken_DoesNotDisableAWebhookThatTakesOthers()
    {
        var (webhook, _) = await _scene.AddAsync();
        var bad = _scene.Event("bad");
        await _scene.Publisher.PublishAsync(Any.TenantId, [bad], default);
        var badId = _scene.Deliveries.All[0].Id;
        _scene.Receiver.Answer = (_, headers) => headers["webhook-id"] == badId ? new WebhookAnswer(500, "no") : new WebhookAnswer(200);
        for (var hour = 1; hour <= 30; hour++)
        {
            await _scene.DrainAsync(until: Any.Now.AddHours(hour));
            _scene.Fixture.Time.SetUtcNow(Any.Now.AddHours(hour));
            await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event($"good{hour}")], default);
        }

        await _scene.DrainAsync();

        Assert.Equal(WebhookStatus.Active, (await _scene.StoredAsync(webhook)).Status);
        Assert.Equal([badId], _scene.Deliveries.All.Where(delivery => delivery.Status is DeliveryStatus.Failed).Select(one => one.Id));
    }

    [Fact]
    public async Task Receiver_ThatIsGone_DisablesTheWebhookAtOnce()
    {
        var (webhook, _) = await _scene.AddAsync();
        _scene.Receiver.Answer = (_, _) => new WebhookAnswer(410, "The receiver answered 410.");
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event()], default);

        await _scene.DrainAsync();

        Assert.Single(_scene.Receiver.Requests);
        Assert.Equal(WebhookFailures.Gone, (await _scene.StoredAsync(webhook)).DisabledReason);
    }

    [Fact]
    public async Task NewSecret_SignsBesideTheOneBefore_ForADay()
    {
        var (webhook, before) = await _scene.AddAsync();
        var (_, after) = await _scene.Service.RotateAsync(webhook, default);
        byte[][] keys = [StandardWebhookSignature.ReadKey(after)!, StandardWebhookSignature.ReadKey(before)!];

        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event()], default);
        await _scene.DrainAsync();
        _scene.Fixture.Time.Advance(Webhook.Overlap);
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event("t2")], default);
        await _scene.DrainAsync();

        Assert.Equal(SignatureOf(_scene.Receiver.Requests[0], keys), _scene.Receiver.Requests[0].Headers["webhook-signature"]);
        Assert.Equal(SignatureOf(_scene.Receiver.Requests[1], keys[0]), _scene.Receiver.Requests[1].Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Message_ThatComesTwice_MakesOneAttempt()
    {
        var (webhook, _) = await _scene.AddAsync();
        await _scene.Publisher.PublishAsync(Any.TenantId, [_scene.Event()], default);
        var queue = _scene.Fixture.Get<IWebhookQueue>();
        await queue.EnqueueAsync(
            new WebhookWork(webhook.TenantId, webhook.Id, [_scene.Deliveries.All[0].Id]),
            TimeSpan.FromMinutes(1),
            default
        );

        await _scene.DrainAsync();

        Assert.Single(_scene.Receiver.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("no json")]
    public async Task Message_ThatIsNoneOfOurs_EndsOnThePoisonQueue(string message) =>
        await Assert.ThrowsAsync<FormatException>(() => _scene.Fixture.Create<WebhookDeliveries>().RunAsync(message, default));

    private static string SignatureOf(
        (string Url, IReadOnlyDictionary<string, string> Headers, string Body) request,
        params byte[][] keys
    ) =>
        StandardWebhookSignature.Sign(
            request.Headers["webhook-id"],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers["webhook-timestamp"], null)),
            Encoding.UTF8.GetBytes(request.Body),
            keys
        );
}
