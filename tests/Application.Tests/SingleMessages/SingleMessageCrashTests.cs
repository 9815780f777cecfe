using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.SingleMessages;

/// <summary>What a process that ended leaves of single messages.</summary>
public sealed class SingleMessageCrashTests
{
    [Fact]
    public async Task Batch_OfAProcessThatEndedAfterStoring_IsSentOnceByTheSweepsOrchestration()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.EndProcessAfterStoring();
        var id = await scene.AddAsync(SingleMessageScene.Message("r1"));

        await scene.SweepAsync();
        Assert.Empty(scene.Deferred);
        scene.Fixture.Time.Advance(SingleMessageSweep.LeftAfter);
        await scene.SweepAsync();
        var work = Assert.Single(scene.Deferred);
        await scene.Fixture.SendPagesAsync(work);
        await scene.FinishAsync(work.Run);
        await scene.SweepAsync();

        Assert.Equal(MessageState.Sent, (await scene.FindAsync(id)).State);
        Assert.Single(scene.Fixture.Channel.Requests);
        Assert.Empty(await scene.OpenAsync());
        Assert.Single(scene.Deferred);
    }

    [Fact]
    public async Task Batch_WithoutARunAndAPage_GetsThemFromTheSweep()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.EndProcessAfterStoring();
        var id = await scene.AddAsync(SingleMessageScene.Message("r1"));
        var run = await scene.RunAsync(id.Run);
        await scene.Fixture.Ledger.DeleteAsync(run, default);
        await scene.Fixture.Runs.DeleteAsync(run, default);

        scene.Fixture.Time.Advance(SingleMessageSweep.LeftAfter);
        await scene.SweepAsync();
        await scene.Fixture.SendPagesAsync(Assert.Single(scene.Deferred));

        Assert.Equal(MessageState.Sent, (await scene.FindAsync(id)).State);
    }

    [Fact]
    public async Task Claim_OfAProcessThatEnded_IsRepeatedWithTheSameKey()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.EndProcessAfterStoring();
        var id = await scene.AddAsync(SingleMessageScene.Message("r1"));
        var run = await scene.RunAsync(id.Run);
        var page = (await scene.Fixture.Ledger.ReadPageAsync(run, 0, default))!;
        page.Claim("gone", Any.AccountId, from: 0, most: 1, Any.Now);
        await scene.Fixture.Ledger.SavePageAsync(run, page, default);

        scene.Fixture.Time.Advance(SingleMessageSweep.LeftAfter);
        await scene.SweepAsync();
        await scene.Fixture.SendPagesAsync(Assert.Single(scene.Deferred));

        Assert.Equal(MessageState.Sent, (await scene.FindAsync(id)).State);
        Assert.Equal(id, Assert.Single(scene.Fixture.Channel.Requests).Id);
    }

    [Fact]
    public async Task Batch_ClosedByHalf_IsClosedByTheSweep()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.EndProcessAfterStoring();
        var id = await scene.AddAsync(SingleMessageScene.Message("r1"));
        var run = await scene.RunAsync(id.Run);
        await scene.Fixture.Runs.UpdateAsync(run with { Status = Domain.Tasks.RunStatus.Completed, CompletedAt = Any.Now }, default);

        scene.Fixture.Time.Advance(SingleMessageSweep.LeftAfter);
        await scene.SweepAsync();

        Assert.Empty(await scene.OpenAsync());
        Assert.Empty(scene.Deferred);
    }

    [Fact]
    public async Task Message_OfAnAccountThatIsStopped_WaitsForADayAndIsCanceled()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        scene.EndProcessAfterStoring();
        var id = await scene.AddAsync(SingleMessageScene.Message("r1"));
        var account = (await scene.Fixture.Accounts.FindAsync(Any.TenantId, Any.AccountId, default))!;
        await scene.Fixture.Accounts.UpdateAsync(account.Stop("wrongKey", Any.Now), default);
        var work = new LaneWork(new RunRef(Any.TenantId, "single", id.Run.ToString()), Lane: 0, FromPage: 0);

        Assert.Equal(LaneState.Halted, (await scene.Fixture.SendPagesAsync(work)).State);
        var end = await scene.FinishAsync(work.Run);
        Assert.Equal((false, Any.Now.AddSeconds(5), Any.Now.AddDays(1)), (end.IsClosed, end.RetryAt, end.ExpiresAt));
        scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        Assert.True((await scene.FinishAsync(work.Run)).IsClosed);

        var message = await scene.FindAsync(id);
        Assert.Equal((MessageState.Canceled, FinishSingleMessagesActivity.Expired), (message.State, message.Reason));
        Assert.Empty(await scene.OpenAsync());
    }
}
