using System.Text.Json.Nodes;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Webhooks;

public sealed class RunWebhookEventsTests : IDisposable
{
    private readonly WebhookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task RunThatEnds_IsPublished_WithItsTaskAndTheMessagesThatFailed_HoweverOftenTheActivityIsRepeated()
    {
        await _scene.AddAsync();
        _scene.Fixture.Answer = (message, _) =>
            message.To.StartsWith("user1@", StringComparison.Ordinal)
                ? new SendOutcome.Rejected("550", "No such user1@example.net.")
                : new SendOutcome.Accepted("p");
        await _scene.Fixture.StorePlannedAsync(messages: 3);

        await _scene.Fixture.SendPagesAsync(new(ActivityFixture.RunRef, Lane: 0, FromPage: 0));
        Assert.Equal([WebhookEventType.MessageFailed], Types);
        await _scene.Fixture.FinishRunAsync();
        await _scene.Fixture.FinishRunAsync();
        await _scene.Fixture.NextStepAsync();

        Assert.Equal([WebhookEventType.MessageFailed, WebhookEventType.RunCompleted, WebhookEventType.TaskCompleted], Types);
        Assert.DoesNotContain(_scene.Deliveries.All, delivery => delivery.Body.Contains('@', StringComparison.Ordinal));
        var run = JsonNode.Parse(BodyOf(WebhookEventType.RunCompleted))!["data"]!;
        Assert.Equal((Any.RunId.ToString(), 3, 1), ((string)run["runId"]!, (int)run["counts"]!["total"]!, (int)run["counts"]!["failed"]!));
        var failed = JsonNode.Parse(BodyOf(WebhookEventType.MessageFailed))!["data"]!;
        Assert.Equal((new MessageId(Any.RunId, 0, 1).ToString(), "550"), ((string)failed["messageId"]!, (string)failed["reason"]!));
    }

    [Fact]
    public async Task TaskThatIsPausedByItself_IsPublished()
    {
        await _scene.AddAsync(WebhookEventType.TaskPaused);
        await _scene.Fixture.StoreAsync(ActivityFixture.RunningTask());

        await _scene.Fixture.PauseTaskAsync("no account: x");

        Assert.Contains("\"reason\":\"no account\"", BodyOf(WebhookEventType.TaskPaused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CanceledTask_IsPublished_ByItsLastStep()
    {
        await _scene.AddAsync();
        await _scene.Fixture.StoreAsync(ActivityFixture.RunningTask().Cancel(Any.Now));

        await _scene.Fixture.NextStepAsync();
        await _scene.Fixture.NextStepAsync();

        Assert.Equal([WebhookEventType.TaskCanceled], Types);
    }

    private IEnumerable<string> Types => _scene.Deliveries.All.Select(delivery => delivery.Type).Order(StringComparer.Ordinal);

    private string BodyOf(string type) => _scene.Deliveries.All.Single(delivery => delivery.Type == type).Body;
}
