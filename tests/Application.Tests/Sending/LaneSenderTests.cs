using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class LaneSenderTests
{
    // Any pause makes a lane send one message at a time.
    private static readonly Pacing OneByOne = new(TimeSpan.FromMilliseconds(1), null, null);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenAllAreAccepted_SendsEachOnceAndIsDone(bool hasKey)
    {
        var lane = await Lane.PlanAsync(messages: 250);
        var channel = new ScriptedChannel(hasKey, ScriptedChannel.Accept);

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Done, progress.State);
        Assert.Equal(250, channel.Requests.Select(r => r.To).Distinct().Count());
        Assert.Equal(250, channel.Requests.Count);
        Assert.All(await lane.MessagesAsync(), m =>
            Assert.Equal((MessageState.Sent, $"p-{m.Address}", 1, "a1"), (m.State, m.ProviderId, m.Attempts, m.Account))
        );
    }

    [Fact]
    public async Task Send_WhenSomeAreRejected_FailsJustThoseWithTheProvidersCode()
    {
        var lane = await Lane.PlanAsync(messages: 120);
        var channel = new ScriptedChannel(true, (m, n) =>
            m.To is "r3@example.net" or "r110@example.net"
                ? new SendOutcome.Rejected("InvalidEmailAddress", "no such form")
                : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(
            ["r3@example.net", "r110@example.net"],
            (await lane.MessagesAsync()).Where(m => m.State is MessageState.Failed).Select(m => m.Address)
        );
        Assert.Equal("InvalidEmailAddress: no such form", (await lane.MessagesAsync())[3].Reason);
        Assert.Equal(118, (await lane.CountAsync()).Sent);
    }

    [Fact]
    public async Task Send_WhenStoppingOnFailure_StartsNothingAfterTheFailureIsKnown()
    {
        var lane = await Lane.PlanAsync(messages: 20, stopOnFailure: true, OneByOne);
        var channel = new ScriptedChannel(true, (m, n) =>
            n == 3 ? new SendOutcome.Rejected("Blocked", "on the list") : ScriptedChannel.Accept(m, n)
        );

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Halted, progress.State);
        Assert.Equal(3, channel.Requests.Count);
        Assert.Contains(
            $"{channel.Requests[2].Id} failed: Blocked: on the list",
            (await lane.Runs.FindAsync(lane.Run.Id, default))!.Failure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Send_WhenThrottled_FailsNothingAndWaitsAsLongAsAsked()
    {
        var lane = await Lane.PlanAsync(messages: 300);
        var channel = new ScriptedChannel(true, (m, n) =>
            n > 40 ? new SendOutcome.Throttled(TimeSpan.FromMinutes(5)) : ScriptedChannel.Accept(m, n)
        );
        var before = DateTimeOffset.UtcNow;

        var progress = await lane.SendAsync(channel);

        Assert.Equal((LaneState.Wait, 0), (progress.State, progress.Next.FromPage));
        Assert.True(progress.Next.NotBefore >= before.AddMinutes(5));
        Assert.Equal((40, 260, 0), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Pending, (await lane.CountAsync()).Failed));
        Assert.InRange(channel.Requests.Count, 41, 60);
    }

    [Fact]
    public async Task Send_WhenAllThatIsLeftIsThrottled_WaitsAsLongAsAsked()
    {
        var lane = await Lane.PlanAsync(messages: 3);
        var channel = new ScriptedChannel(true, (_, _) => new SendOutcome.Throttled(TimeSpan.FromMinutes(5)));
        var before = DateTimeOffset.UtcNow;

        var progress = await lane.SendAsync(channel);

        Assert.Equal((LaneState.Wait, 3), (progress.State, (await lane.CountAsync()).Pending));
        Assert.True(progress.Next.NotBefore >= before.AddMinutes(5));
    }

    [Fact]
    public async Task Send_WhenUnansweredAndThereIsNoKey_IsUnknownAndNeverAskedAgain()
    {
        var lane = await Lane.PlanAsync(messages: 10);
        var channel = new ScriptedChannel(false, (m, n) =>
            m.To is "r4@example.net" ? new SendOutcome.Unknown("no answer") : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(10, channel.Requests.Count);
        Assert.Equal((MessageState.Unknown, "no answer"), ((await lane.MessagesAsync())[4].State, (await lane.MessagesAsync())[4].Reason));
    }

    [Fact]
    public async Task Send_WhenUnansweredAndThereIsAKey_AsksAgainWithTheSameKeyAndInTheEndIsUnknown()
    {
        var lane = await Lane.PlanAsync(messages: 3);
        var channel = new ScriptedChannel(true, (m, n) =>
            m.To is "r1@example.net" ? new SendOutcome.Unknown("no answer") : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        var asked = channel.Requests.Where(r => r.To is "r1@example.net").ToList();
        Assert.Equal(RunRetries.UnansweredAttempts, asked.Count);
        Assert.Single(asked.Select(r => r.IdempotencyKey).Distinct());
        Assert.Equal(MessageState.Unknown, (await lane.MessagesAsync())[1].State);
    }

    [Fact]
    public async Task Send_WhenTransient_IsTriedABoundedNumberOfTimes()
    {
        var lane = await Lane.PlanAsync(messages: 2);
        var channel = new ScriptedChannel(true, (m, n) =>
            m.To is "r0@example.net" ? new SendOutcome.Transient("500", "busy") : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(RunRetries.TransientAttempts, channel.Requests.Count(r => r.To is "r0@example.net"));
        Assert.Equal((MessageState.Failed, "500: busy"), ((await lane.MessagesAsync())[0].State, (await lane.MessagesAsync())[0].Reason));
    }

    [Fact]
    public async Task Send_WhenTheAccountIsMisconfigured_StopsItPausesTheTaskAndKeepsTheRecipients()
    {
        var lane = await Lane.PlanAsync(messages: 200);
        var channel = new ScriptedChannel(true, (_, _) => new SendOutcome.Misconfigured("401", "Denied"));

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Halted, progress.State);
        Assert.Equal(
            (CampaignTaskStatus.Paused, "401: Denied"),
            ((await lane.StoredTaskAsync()).Status, (await lane.StoredTaskAsync()).PauseReason)
        );
        Assert.Equal(AccountStatus.Stopped, (await lane.StoredAccountAsync()).Status);
        Assert.Equal(200, (await lane.CountAsync()).Pending);
        Assert.InRange(channel.Requests.Count, 1, 32);
    }

    [Fact]
    public async Task Send_WhenPausedUnderWay_StartsNoFurtherMessage()
    {
        var lane = await Lane.PlanAsync(messages: 30, pacings: OneByOne);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);
        channel.Meanwhile = message => message.To is "r9@example.net" ? lane.PauseAsync() : Task.CompletedTask;

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Halted, progress.State);
        Assert.Equal(10, channel.Requests.Count);
        Assert.Equal((10, 20, 0), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Pending, (await lane.CountAsync()).Sending));
    }

    [Theory]
    [InlineData(true, MessageState.Sent, 5)]
    [InlineData(false, MessageState.Unknown, 2)]
    public async Task Send_AfterACrash_AsksAgainOnlyWhereThereIsAKey(bool hasKey, MessageState interrupted, int requests)
    {
        var lane = await Lane.PlanAsync(messages: 5);
        var page = (await lane.Ledger.ReadPageAsync(lane.Run, 0, default))!;
        page.Claim("dead", "a1", from: 0, most: 3, DateTimeOffset.UtcNow);
        await lane.Ledger.SavePageAsync(lane.Run, page, default);
        var channel = new ScriptedChannel(hasKey, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(requests, channel.Requests.Count);
        Assert.All((await lane.MessagesAsync()).Take(3), m => Assert.Equal(interrupted, m.State));
        Assert.All((await lane.MessagesAsync()).Skip(3), m => Assert.Equal(MessageState.Sent, m.State));
    }

    [Fact]
    public async Task Send_WhenAReceiptComesFirst_KeepsIt()
    {
        var lane = await Lane.PlanAsync(messages: 8);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);
        channel.Meanwhile = async message =>
        {
            if (message.Id.Index == 5)
            {
                await lane.Ledger.AddReceiptsAsync(
                    lane.Run,
                    [new Receipt(message.Id, MessageState.Delivered, null, null, DateTimeOffset.UtcNow)],
                    default
                );
                await lane.Ledger.FoldAsync(lane.Run, page: 0, default);
            }
        };

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(8, channel.Requests.Count);
        Assert.Equal(
            (MessageState.Delivered, "p-r5@example.net"),
            ((await lane.MessagesAsync())[5].State, (await lane.MessagesAsync())[5].ProviderId)
        );
        Assert.Equal(7, (await lane.CountAsync()).Sent);
    }

    [Fact]
    public async Task Send_WhenAnotherClaimTookThePage_SettlesNothing()
    {
        var lane = await Lane.PlanAsync(messages: 4, pacings: OneByOne);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);
        channel.Meanwhile = async message =>
        {
            var page = (await lane.Ledger.ReadPageAsync(lane.Run, 0, default))!;
            page.Recover(hasIdempotencyKey: true, DateTimeOffset.UtcNow);
            page.Claim("successor", "a1", from: 0, most: 4, DateTimeOffset.UtcNow);
            await lane.Ledger.SavePageAsync(lane.Run, page, default);
        };

        await Assert.ThrowsAsync<CampaignTasks.Application.Ledger.PageLostException>(() => lane.SendAsync(channel));

        Assert.Single(channel.Requests);
        Assert.Equal(4, (await lane.CountAsync()).Sending);
    }

    [Fact]
    public async Task Send_WhenFiftyInARowFail_PausesTheTaskInsteadOfFailingTheRest()
    {
        var lane = await Lane.PlanAsync(messages: 400);
        var channel = new ScriptedChannel(true, (_, _) => new SendOutcome.Rejected("Blocked", "reputation"));

        await lane.SendAsync(channel);

        Assert.Equal(CampaignTaskStatus.Paused, (await lane.StoredTaskAsync()).Status);
        Assert.InRange(channel.Requests.Count, 50, 100);
    }
}
