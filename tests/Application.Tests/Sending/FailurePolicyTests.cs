using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>The consequences of failures for the task and the account.</summary>
public sealed class FailurePolicyTests
{
    [Fact]
    public async Task Account_MisconfiguredForManyAttemptsAtOnce_IsStoppedWithTheFirstReason()
    {
        var lane = await Lane.PlanAsync(messages: 40, pacings: [Pacing.None, Pacing.None]);
        var channel = new ScriptedChannel(false, (m, n) =>
            m.Account.Account.Id is "a1" ? new SendOutcome.Misconfigured("401", "Denied") : ScriptedChannel.Accept(m, n)
        );

        await lane.SendUntilDoneAsync(channel);

        var account = await lane.StoredAccountAsync();
        Assert.Equal((AccountStatus.Stopped, "401: Denied"), (account.Status, account.StopReason));
        Assert.Equal((CampaignTaskStatus.Running, 40), ((await lane.StoredTaskAsync()).Status, (await lane.CountAsync()).Sent));
    }

    [Fact]
    public async Task Account_StoppedInARun_IsStoppedOnce()
    {
        var lane = await Lane.PlanAsync(messages: 1);
        using var monitor = lane.Monitor();

        Assert.Equal((true, false), (monitor.TryStopAccount("a1"), monitor.TryStopAccount("a1")));
        Assert.True(monitor.IsStopped("a1"));
    }

    [Theory]
    [InlineData(20, CampaignTaskStatus.Running)]
    [InlineData(1_000, CampaignTaskStatus.Paused)]
    public async Task Failures_InARow_PauseTheTask_AndASuccessInBetweenBeginsAnew(int successEvery, CampaignTaskStatus expected)
    {
        var lane = await Lane.PlanAsync(messages: 120);
        var channel = new ScriptedChannel(true, (m, n) =>
            n % successEvery == 0 ? ScriptedChannel.Accept(m, n) : new SendOutcome.Rejected("Blocked", "on the list")
        );

        await lane.SendAsync(channel);

        Assert.Equal(expected, (await lane.StoredTaskAsync()).Status);
    }
}
