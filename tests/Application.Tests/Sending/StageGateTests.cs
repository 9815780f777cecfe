using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>The steps of a roll-out, each taken by the activities as the orchestration calls them.</summary>
public sealed class StageGateTests : IDisposable
{
    private static readonly string RunId = Any.RunId.ToString();
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly LaneWork Work = new(ActivityFixture.RunRef, Lane: 0, FromPage: 0);
    private static readonly TaskStep Send = new(TaskStepKind.Send, RunId: RunId, Lanes: 1);
    private static readonly TaskStep Wait = new(TaskStepKind.Wait);

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task PlanRun_OfARollout_GivesEachStagePagesOfItsOwn()
    {
        await PlanAsync(600, new(10, Hour, HoldIf: null), new(100, default, HoldIf: null));

        var run = await _fixture.StoredRunAsync();
        Assert.Equal([new RunStage(1, 60), new RunStage(4, 540)], run.Stages);
        Assert.Equal(600, (await _fixture.MessagesAsync()).Select(message => message.Address).Distinct().Count());
        Assert.Equal((60, 540), ((await CountAsync(0, 1)).Total, (await CountAsync(1, 4)).Total));
    }

    [Fact]
    public async Task SendPages_OfAStage_SendsNothingOfTheNextOne()
    {
        await PlanAsync(600, new(10, Hour, HoldIf: null), new(100, default, HoldIf: null));

        Assert.Equal(LaneState.Done, (await _fixture.SendPagesAsync(Work)).State);

        Assert.Equal(60, _fixture.Channel.Requests.Count);
        Assert.Equal(540, (await CountAsync(0, 4)).Pending);
    }

    [Fact]
    public async Task SendPages_OfAStageWhoseMessageWasInterruptedTwice_SendsItWithinTheStage()
    {
        await PlanAsync(600, new(10, Hour, HoldIf: null), new(100, default, HoldIf: null));
        var run = await _fixture.StoredRunAsync();
        var account = (await _fixture.StoredTaskAsync()).Plan.Accounts[0];
        foreach (var number in new[] { 0, 1 })
        {
            var page = (await _fixture.Ledger.ReadPageAsync(run, number, default))!;
            for (var death = 0; death < 2; death++)
            {
                page.Claim($"claim-{death}", account, from: 0, most: 1, Any.Now);
                page.Recover(hasIdempotencyKey: true, Any.Now);
            }

            Assert.True(page.IsSuspect);
            await _fixture.Ledger.SavePageAsync(run, page, default);
        }

        var pass = await _fixture.SendPagesAsync(Work);
        Assert.Equal(LaneState.Wait, pass.State);
        Assert.Equal(LaneState.Done, (await _fixture.SendPagesAsync(pass.Next)).State);

        Assert.Equal(60, _fixture.Channel.Requests.Count);
        Assert.Equal(540, (await CountAsync(0, 4)).Pending);
    }

    [Fact]
    public async Task FinishRun_OfASentStage_WatchesIt_AndPlanRunGoesOnWhenThatIsOver()
    {
        await SendStageAsync(holdIf: null);
        var until = Any.Now + Hour;

        Assert.Equal(new TaskStep(TaskStepKind.Wait, until), await _fixture.FinishRunAsync());
        Assert.Equal(new TaskStep(TaskStepKind.Wait, until), await _fixture.FinishRunAsync());
        _fixture.Time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.Equal(new TaskStep(TaskStepKind.Wait, until), await _fixture.PlanRunAsync());
        _fixture.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Send, await _fixture.PlanRunAsync());
        Assert.Equal(Send, await _fixture.PlanRunAsync());

        Assert.Equal(new RolloutProgress(1), (await _fixture.StoredTaskAsync()).Stage);
        Assert.Equal([AuditEvent.StageSent, AuditEvent.StageStarted], (await _fixture.LogAsync()).Select(entry => entry.Event));
        Assert.All(await _fixture.LogAsync(), entry => Assert.Equal(TaskActor.Scheduler, entry.By));
    }

    [Fact]
    public async Task PlanRun_OfAnAudienceEditedWhileAStageIsWatched_IsPlannedAtOnceAndStillWaits()
    {
        await SendStageAsync(holdIf: null);
        await _fixture.FinishRunAsync();
        var task = await _fixture.StoredTaskAsync();
        var plan = task.Plan with { Audience = new PastedList(Version: 2, Size: 1, Duplicates: 0) };
        await _fixture.Tasks.UpdateAsync(task.Edit(plan, Any.Now), ["zed@example.net"], default);

        Assert.Equal(new TaskStep(TaskStepKind.Wait, Any.Now + Hour), await _fixture.PlanRunAsync());

        var messages = await _fixture.MessagesAsync();
        Assert.Equal((50, 450, 1), (Count(MessageState.Sent), Count(MessageState.Canceled), Count(MessageState.Pending)));
        Assert.Equal("zed@example.net", messages.Single(message => message.State is MessageState.Pending).Address);

        int Count(MessageState state) => messages.Count(message => message.State == state);
    }

    [Fact]
    public async Task FinishRun_OfASentStageWithLimits_LooksAgainSoon()
    {
        await SendStageAsync(new HoldLimits(FailedPercent: 5));

        Assert.Equal(new TaskStep(TaskStepKind.Wait, Any.Now.AddMinutes(3)), await _fixture.FinishRunAsync());
    }

    [Fact]
    public async Task FinishRun_OfAStageWithoutRecipients_PassesItOver()
    {
        await PlanAsync(
            1,
            new(10, Hour, HoldIf: null),
            new(20, Hour, HoldIf: null),
            new(30, Hour, HoldIf: null),
            new(100, default, HoldIf: null)
        );
        await _fixture.SendPagesAsync(Work);

        Assert.Equal(new TaskStep(TaskStepKind.End), await _fixture.FinishRunAsync());

        Assert.Equal(CampaignTaskStatus.Completed, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task SendPages_ThatPassesTheLimit_HaltsWithinTheStage_AndFinishRunHoldsTheTask()
    {
        _fixture.Answer = (_, _) => new SendOutcome.Rejected("Blocked", "not this one");
        await PlanAsync(1_000, new(10, Hour, new HoldLimits(FailedPercent: 5)), new(100, default, HoldIf: null));

        Assert.Equal(LaneState.Halted, (await _fixture.SendPagesAsync(Work)).State);
        Assert.Equal(Wait, await _fixture.FinishRunAsync());

        // Five may fail. The sixth ends the claim; what is under way at the same time has left.
        Assert.InRange(_fixture.Channel.Requests.Count, 6, 6 + 16);
        await AssertHeldAsync("failedPercent");
        Assert.Equal(Wait, await _fixture.PlanRunAsync());
        Assert.Equal(LaneState.Halted, (await _fixture.SendPagesAsync(Work)).State);
        Assert.Equal(Wait, await _fixture.FinishRunAsync());
        Assert.Single(await _fixture.LogAsync(), entry => entry.Event is AuditEvent.Held);
    }

    [Fact]
    public async Task Release_OfAHeldStage_SendsWhatIsLeftTogetherWithTheNextOne()
    {
        _fixture.Answer = (_, _) => new SendOutcome.Rejected("Blocked", "not this one");
        await PlanAsync(
            2_000,
            new(10, Hour, new HoldLimits(FailedPercent: 5)),
            new(20, Hour, HoldIf: null),
            new(100, default, HoldIf: null)
        );
        await _fixture.SendPagesAsync(Work);
        await _fixture.FinishRunAsync();
        _fixture.Answer = ScriptedChannel.Accept;

        await _fixture.Tasks.UpdateAsync((await _fixture.StoredTaskAsync()).Release(_fixture.Time.GetUtcNow()), recipients: null, default);
        _fixture.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Send, await _fixture.PlanRunAsync());
        await _fixture.SendPagesAsync(Work);

        Assert.Equal((200, 800), (_fixture.Channel.Requests.Count, (await CountAsync(0, 100)).Pending));
    }

    [Fact]
    public async Task Bounces_ThatAreReportedWhileTheStageIsWatched_HoldIt()
    {
        await SendStageAsync(new HoldLimits(BouncedPercent: 2));
        await _fixture.FinishRunAsync();

        await BounceAsync(1);
        _fixture.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TaskStepKind.Wait, (await _fixture.PlanRunAsync()).Kind);
        Assert.Null((await _fixture.StoredTaskAsync()).Stage!.Hold);
        await BounceAsync(2);
        _fixture.Time.Advance(Hour);

        Assert.Equal(Wait, await _fixture.PlanRunAsync());
        await AssertHeldAsync("bouncedPercent");
    }

    [Fact]
    public async Task Unsubscribes_OfOtherStagesAndRuns_DoNotCount()
    {
        await SendStageAsync(new HoldLimits(UnsubscribedPercent: 0));
        await _fixture.FinishRunAsync();
        var other = Domain.Tasks.RunId.From(Any.TenantId, Any.TaskId, Any.Now.AddDays(-1));
        await UnsubscribeAsync(new MessageId(Any.RunId, Page: 1, Index: 0));
        await UnsubscribeAsync(new MessageId(other, Page: 0, Index: 0));
        _fixture.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TaskStepKind.Wait, (await _fixture.PlanRunAsync()).Kind);
        Assert.Null((await _fixture.StoredTaskAsync()).Stage!.Hold);

        await UnsubscribeAsync(new MessageId(Any.RunId, Page: 0, Index: 5));
        await _fixture.PlanRunAsync();

        await AssertHeldAsync("unsubscribedPercent");
    }

    [Fact]
    public async Task FinishRun_WhileSomebodyChangesTheTask_ReadsItAgain()
    {
        await SendStageAsync(holdIf: null);
        _fixture.Tasks.Meanwhile = async store =>
        {
            var task = (await store.FindAsync(Any.TenantId, Any.TaskId, default))!;
            await store.UpdateAsync(task.Pause(CampaignTask.PausedByUser, Any.Now), recipients: null, default);
        };

        Assert.Equal(new TaskStep(TaskStepKind.Continue), await _fixture.FinishRunAsync());

        var paused = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, new RolloutProgress(0)), (paused.Status, paused.Stage));
    }

    private async Task SendStageAsync(HoldLimits? holdIf)
    {
        await PlanAsync(500, new(10, Hour, holdIf), new(100, default, HoldIf: null));
        await _fixture.SendPagesAsync(Work);
    }

    private async Task PlanAsync(int people, params RolloutStage[] stages)
    {
        var plan = Any.Plan() with { Rollout = new Rollout { Stages = stages } };
        await _fixture.StoreAsync(ActivityFixture.Running(plan, people) with { Stage = new RolloutProgress(0) });
        await _fixture.Runs.OpenAsync(Any.Run() with { Status = RunStatus.Planning, Pages = 0 }, default);
        if (people > 1)
        {
            Assert.Equal(Send, await _fixture.PlanRunAsync());
        }
    }

    private async Task BounceAsync(int count)
    {
        var receipts = Enumerable.Range(0, count).Select(index => Any.Receipt(MessageState.Failed, index));
        await _fixture.Ledger.AddReceiptsAsync(await _fixture.StoredRunAsync(), [.. receipts], default);
    }

    private Task UnsubscribeAsync(MessageId message) =>
        _fixture.Unsubscribes.AddAsync(Any.TenantId, new Unsubscribe(message, Any.TaskId, CreativeId: null, Any.Now), default);

    private async Task AssertHeldAsync(string code) => Assert.Equal(code, (await _fixture.StoredTaskAsync()).Stage?.Hold?.Code);

    private async Task<MessageCounts> CountAsync(int from, int before) =>
        await _fixture.Ledger.CountAsync(await _fixture.StoredRunAsync(), from, before, default);
}
