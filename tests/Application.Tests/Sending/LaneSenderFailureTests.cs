using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>Storage and adapters fail at the worst moment; what providers answered is kept all the same.</summary>
public sealed class LaneSenderFailureTests
{
    private static readonly Pacing OneByOne = new(TimeSpan.FromMilliseconds(1), null, null);

    // Four messages without a key are one claim: the first write claims, the second settles.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Send_WhenStorageIsTemporarilyUnavailable_KeepsTheOutcomes(int save)
    {
        var lane = await Lane.PlanAsync(messages: 4);
        lane.Seen = new FailingLedger(lane.Ledger) { Refused = [save] };
        var channel = new ScriptedChannel(false, ScriptedChannel.Accept);

        var progress = await lane.SendAsync(channel);

        Assert.Equal((LaneState.Done, 4), (progress.State, channel.Requests.Count));
        Assert.Equal(4, (await lane.CountAsync()).Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Send_WhenTheAnswerToAWriteIsLost_SendsEachOnceAndIsDone(int save)
    {
        var lane = await Lane.PlanAsync(messages: 8);
        lane.Seen = new FailingLedger(lane.Ledger) { Unanswered = [save] };
        var channel = new ScriptedChannel(false, ScriptedChannel.Accept);

        var progress = await lane.SendAsync(channel);

        Assert.Equal((LaneState.Done, 8), (progress.State, channel.Requests.Select(r => r.To).Distinct().Count()));
        Assert.Equal(8, channel.Requests.Count);
        Assert.Equal(8, (await lane.CountAsync()).Sent);
    }

    [Fact]
    public async Task Send_WhenStoppingOnFailure_StoresTheRunsEndBeforeTheMessages()
    {
        var lane = await Lane.PlanAsync(messages: 5, stopOnFailure: true, OneByOne);
        List<string?> endings = [];
        lane.Seen = new FailingLedger(lane.Ledger)
        {
            OnSave = async page =>
            {
                if (page.Counts.Failed > 0)
                {
                    endings.Add((await lane.Runs.FindAsync(lane.Run.Id, default))!.Failure);
                }
            },
        };

        await lane.SendAsync(
            new ScriptedChannel(true, (m, n) => n == 2 ? new SendOutcome.Rejected("Blocked", "on the list") : ScriptedChannel.Accept(m, n))
        );

        Assert.NotEmpty(endings);
        Assert.All(endings, Assert.NotNull);
    }

    [Fact]
    public async Task Send_WhenTheAdapterBreaksOnOne_KeepsTheOutcomesOfTheOthers()
    {
        var lane = await Lane.PlanAsync(messages: 4);
        var channel = new ScriptedChannel(false, (m, n) =>
            m.To is "r2@example.net" ? throw new FormatException("a bug") : ScriptedChannel.Accept(m, n)
        );

        var progress = await lane.SendAsync(channel);

        Assert.Equal((LaneState.Done, 4), (progress.State, channel.Requests.Count));
        Assert.Equal((3, 1), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Unknown));
    }
}
