using System.Globalization;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.SingleMessages;

public sealed class SingleMessageBatcherTests
{
    [Fact]
    public async Task Message_WithoutAnOrchestration_IsSentAndItsBatchClosed()
    {
        using var scene = await SingleMessageScene.CreateAsync();

        var message = await scene.SendAsync(SingleMessageScene.Message("r1"));

        Assert.Equal((MessageState.Sent, 1), (message.State, message.Attempts));
        Assert.Equal("ann@example.net", Assert.Single(scene.Fixture.Channel.Requests).To);
        Assert.Empty(scene.Deferred);
        Assert.Empty(await scene.OpenAsync());
    }

    [Fact]
    public async Task Messages_AtOnce_ShareBatchesAndEachLeavesOnce()
    {
        using var scene = await SingleMessageScene.CreateAsync();

        var ids = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(n => scene.AddAsync(SingleMessageScene.Message(Request(n), $"u{Request(n)}@example.net")))
        );
        await scene.Batcher.StopAsync(default);

        Assert.Equal(500, ids.Distinct().Count());
        Assert.Equal(500, scene.Fixture.Channel.Requests.Select(request => request.To).Distinct().Count());
        Assert.InRange(ids.Select(id => id.Run).Distinct().Count(), 1, 400);
        Assert.All(ids, id => Assert.InRange(id.Index, 0, SingleBatch.MostMessages - 1));
    }

    [Fact]
    public async Task Request_Repeated_IsTheSameMessage()
    {
        using var scene = await SingleMessageScene.CreateAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scene.AddAsync(SingleMessageScene.Message("r1"))));
        await scene.Batcher.StopAsync(default);
        var later = await scene.AddAsync(SingleMessageScene.Message("r1"));
        await scene.Batcher.StopAsync(default);

        Assert.Equal([later], ids.Distinct());
        Assert.Single(scene.Fixture.Channel.Requests);
    }

    [Fact]
    public async Task Message_ThrottledByTheProvider_IsLeftToAnOrchestrationThatSendsItOnce()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.Fixture.Answer = (_, request) =>
            request == 1 ? new SendOutcome.Throttled(TimeSpan.FromSeconds(30)) : new SendOutcome.Accepted("p1");

        var waiting = await scene.SendAsync(SingleMessageScene.Message("r1"));
        var work = Assert.Single(scene.Deferred);
        Assert.Equal((MessageState.Pending, "throttled"), (waiting.State, waiting.Reason));
        Assert.True(work.NotBefore >= Any.Now.AddSeconds(29));
        scene.Fixture.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(LaneState.Done, (await scene.Fixture.SendPagesAsync(work with { NotBefore = null })).State);
        Assert.True((await scene.FinishAsync(work.Run)).IsClosed);

        Assert.Empty(await scene.OpenAsync());
        Assert.Equal(2, scene.Fixture.Channel.Requests.Count);
        Assert.Single(scene.Fixture.Channel.Requests.Select(request => request.Id).Distinct());
    }

    [Fact]
    public async Task Message_ForLater_IsLeftToAnOrchestrationThatBeginsThen()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        var at = Any.Now.AddHours(5);

        var message = await scene.SendAsync(SingleMessageScene.Message("r1"), SingleMessageScene.Line(sendAt: at));

        Assert.Equal(MessageState.Pending, message.State);
        Assert.Equal(at, Assert.Single(scene.Deferred).NotBefore);
        Assert.Empty(scene.Fixture.Channel.Requests);
    }

    private static string Request(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}
