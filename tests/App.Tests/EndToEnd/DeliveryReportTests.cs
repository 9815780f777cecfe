using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Delivery reports that come on the queue of events.</summary>
public sealed class DeliveryReportTests
{
    [Fact]
    public async Task Reports_OnTheQueue_StandInTheHistory_AndWhatCannotBeReadIsSetAside()
    {
        await using var scene = await MailFixture.StartAsync();
        var task = await scene.SendAsync(3);
        await scene.EndedAsync(task, "completed");
        var queues = new QueueServiceClient(scene.Site.ConnectionString);
        var (events, poison) = (queues.GetQueueClient("tests-events"), queues.GetQueueClient("tests-events-poison"));

        await events.SendMessageAsync("no event", CancellationToken.None);
        foreach (var mail in scene.Provider.Mails.Keys)
        {
            // As Event Grid writes it, and twice, as it may.
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Report(mail, "Delivered")));
            await events.SendMessageAsync(text, CancellationToken.None);
            await events.SendMessageAsync(text, CancellationToken.None);
        }

        await scene.App.UntilAsync("all are delivered", async () => await scene.Company.CountAsync(task, "delivered") == 3);
        await scene.App.UntilAsync("the other one is set aside", async () =>
            (await poison.GetPropertiesAsync(CancellationToken.None)).Value.ApproximateMessagesCount == 1
        );
        var kept = Assert.Single((await poison.PeekMessagesAsync(10, CancellationToken.None)).Value);
        Assert.Equal("no event", kept.MessageText);
        var health = await scene.Company.GetAsync("/api/health");
        Assert.Equal(("healthy", "degraded"), ((string)health["status"]!, (string)health["parts"]!["queues"]!));
    }

    /// <summary>A report as Event Grid words it.</summary>
    internal static string Report(Guid mail, string status) =>
        new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["eventType"] = "Microsoft.Communication.EmailDeliveryReportReceived",
            ["eventTime"] = "2026-11-25T12:00:00Z",
            ["data"] = new JsonObject
            {
                ["messageId"] = mail.ToString(),
                ["status"] = status,
                ["deliveryAttemptTimeStamp"] = "2026-11-25T12:00:00Z",
            },
        }.ToJsonString();
}
