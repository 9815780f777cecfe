using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A lane whose task has several accounts.</summary>
public sealed class LaneAccountsTests
{
    [Fact]
    public async Task Send_WhenTheFirstAccountsDayIsUsedUp_GoesOnThroughTheNext()
    {
        var lane = await Lane.PlanAsync(messages: 10, pacings: [PerDay(3), Pacing.None]);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal([("a1", 3), ("a2", 7)], Shares(channel));
    }

    [Fact]
    public async Task Send_WhenEveryAccountsDayIsUsedUp_WaitsForTheNextDayWithNothingLost()
    {
        var lane = await Lane.PlanAsync(messages: 10, pacings: [PerDay(3), PerDay(4)]);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Wait, progress.State);
        Assert.Equal(new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(1), TimeSpan.Zero), progress.Next.NotBefore);
        Assert.Equal([("a1", 3), ("a2", 4)], Shares(channel));
        Assert.Equal((7, 3), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Pending));
    }

    [Fact]
    public async Task Send_WhenAnAccountIsRefused_StopsItAndHandsItsShareOn()
    {
        var lane = await Lane.PlanAsync(messages: 150, pacings: [Pacing.None, Pacing.None]);
        var channel = new ScriptedChannel(true, (m, n) =>
            m.Account.Account.Id is "a1" ? new SendOutcome.Misconfigured("401", "Denied") : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(150, (await lane.CountAsync()).Sent);
        Assert.Equal(
            (AccountStatus.Stopped, AccountStatus.Active),
            ((await lane.StoredAccountAsync(0)).Status, (await lane.StoredAccountAsync(1)).Status)
        );
        Assert.Equal(CampaignTaskStatus.Running, (await lane.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task Send_WhenAllIsThrottledByOneAccount_GoesOnThroughTheOtherAtOnce()
    {
        var lane = await Lane.PlanAsync(messages: 3, pacings: [Pacing.None, Pacing.None]);
        var channel = new ScriptedChannel(true, (m, n) =>
            m.Account.Account.Id is "a1" ? new SendOutcome.Throttled(TimeSpan.FromMinutes(5)) : ScriptedChannel.Accept(m, n)
        );

        var progress = await lane.SendAsync(channel);

        Assert.Equal(LaneState.Wait, progress.State);
        Assert.True(progress.Next.NotBefore <= DateTimeOffset.UtcNow);
        await lane.SendAsync(channel, progress.Next with { NotBefore = null });
        Assert.Equal(("a2", 3), Shares(channel)[^1]);
        Assert.Equal(3, (await lane.CountAsync()).Sent);
    }

    [Fact]
    public async Task Send_WhenNoAccountIsLeft_PausesTheTask()
    {
        var lane = await Lane.PlanAsync(messages: 50, pacings: [Pacing.None, Pacing.None]);

        await lane.SendUntilDoneAsync(
            new ScriptedChannel(true, (_, _) => new SendOutcome.Misconfigured("401", "Denied")),
            LaneState.Halted
        );

        Assert.Equal((CampaignTaskStatus.Paused, 50), ((await lane.StoredTaskAsync()).Status, (await lane.CountAsync()).Pending));
        Assert.Equal(
            (AccountStatus.Stopped, AccountStatus.Stopped),
            ((await lane.StoredAccountAsync(0)).Status, (await lane.StoredAccountAsync(1)).Status)
        );
    }

    [Fact]
    public async Task Send_AgainAfterNoAnswer_StaysWithTheAccountThatAsked()
    {
        var lane = await Lane.PlanAsync(messages: 6, pacings: [PerDay(2), Pacing.None]);
        var channel = new ScriptedChannel(true, (m, n) => n is 1 ? new SendOutcome.Unknown("no answer") : ScriptedChannel.Accept(m, n));

        var progress = await lane.SendAsync(channel);

        // Its account's day is used up: nobody else may repeat it.
        Assert.Equal(LaneState.Wait, progress.State);
        Assert.Equal([("a1", 2), ("a2", 4)], Shares(channel));
        Assert.Equal((MessageState.Pending, true, "a1"), await FirstAsync(lane));
    }

    private static Pacing PerDay(int limit) => Pacing.None with { DailyLimit = limit };

    private static (string, int)[] Shares(ScriptedChannel channel) =>
        [
            .. channel
                .Requests.GroupBy(request => request.Account.Account.Id)
                .OrderBy(share => share.Key, StringComparer.Ordinal)
                .Select(share => (share.Key, share.Count())),
        ];

    private static async Task<(MessageState, bool, string?)> FirstAsync(Lane lane)
    {
        var first = (await lane.MessagesAsync())[0];
        return (first.State, first.MayHaveBeenSent, first.Account);
    }
}
