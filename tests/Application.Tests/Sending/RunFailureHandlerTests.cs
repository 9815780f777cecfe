using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class RunFailureHandlerTests : IDisposable
{
    private static readonly SendFailure Ends = new("Message 1 failed", EndsRun: true);
    private static readonly SendFailure Pauses = new("50 messages in a row failed", PausesTask: true);
    private static readonly SendFailure Stops = new("401: Denied", Any.AccountId);

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Handle_AFailureThatEndsTheRun_NamesItOnTheRunAlone()
    {
        await HandleAsync(Ends);

        Assert.Equal("Message 1 failed", (await _fixture.StoredRunAsync()).Failure);
        Assert.Equal((CampaignTaskStatus.Running, AccountStatus.Active), await StatusesAsync());
    }

    [Fact]
    public async Task Handle_AnotherFailureThatEndsTheRun_KeepsTheFirst()
    {
        await HandleAsync(Ends);

        await HandleAgainAsync(Ends with { Reason = "Message 2 failed" });

        Assert.Equal("Message 1 failed", (await _fixture.StoredRunAsync()).Failure);
    }

    [Fact]
    public async Task Handle_AFailureThatPausesTheTask_PausesItAndNotifies()
    {
        await HandleAsync(Pauses);

        Assert.Equal((CampaignTaskStatus.Paused, AccountStatus.Active), await StatusesAsync());
        Assert.Equal("50 messages in a row failed", Assert.Single(_fixture.Notified).PauseReason);
        Assert.Equal(TaskActor.Sender, Assert.Single(await _fixture.LogAsync()).By);
        Assert.Null((await _fixture.StoredRunAsync()).Failure);
    }

    [Fact]
    public async Task Handle_AFailureOfAnAccount_StopsItAlone()
    {
        await HandleAsync(Stops);

        Assert.Equal((CampaignTaskStatus.Running, AccountStatus.Stopped), await StatusesAsync());
        Assert.Equal("401: Denied", (await AccountAsync())!.StopReason);
        Assert.Empty(_fixture.Notified);
    }

    [Fact]
    public async Task Handle_AFailureOfAStoppedAccount_KeepsTheFirstReason()
    {
        await HandleAsync(Stops);

        await HandleAgainAsync(Stops with { Reason = "403: Forbidden" });

        Assert.Equal("401: Denied", (await AccountAsync())!.StopReason);
    }

    [Fact]
    public async Task Handle_AllAtOnceAndAgain_StoresEachOnce()
    {
        var all = new SendFailure("401: Denied", Any.AccountId, PausesTask: true, EndsRun: true);
        await HandleAsync(all);

        await HandleAgainAsync(all);

        Assert.Equal((CampaignTaskStatus.Paused, AccountStatus.Stopped), await StatusesAsync());
        Assert.Equal("401: Denied", (await _fixture.StoredRunAsync()).Failure);
        Assert.Single(_fixture.Notified);
    }

    [Fact]
    public async Task Handle_AFailureOfWhatIsGone_ChangesNothing()
    {
        var gone = Stops with { Account = "gone", PausesTask = true, EndsRun = true };

        await _fixture.Get<RunFailureHandler>().HandleAsync(ActivityFixture.RunningTask(), Any.Run(), gone, CancellationToken.None);

        Assert.Empty(_fixture.Notified);
        Assert.Null(await _fixture.Runs.FindAsync(Any.RunId, default));
    }

    [Fact]
    public async Task Handle_APauseWhilePeopleEditTheTask_PausesTheEditedTask()
    {
        await _fixture.StorePlannedAsync();
        _fixture.Tasks.Meanwhile = async tasks =>
            await tasks.UpdateAsync(await _fixture.StoredTaskAsync() with { PlanVersion = 2 }, recipients: null, default);

        await _fixture
            .Get<RunFailureHandler>()
            .HandleAsync(await _fixture.StoredTaskAsync(), await _fixture.StoredRunAsync(), Pauses, CancellationToken.None);

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, 2), (task.Status, task.PlanVersion));
    }

    private async Task HandleAsync(SendFailure failure)
    {
        await _fixture.StorePlannedAsync();
        await HandleAgainAsync(failure, isUnchanged: false);
    }

    private async Task HandleAgainAsync(SendFailure failure, bool isUnchanged = true)
    {
        var before = (Versions: await _fixture.VersionsAsync(), (await AccountAsync())?.ETag);
        await _fixture
            .Get<RunFailureHandler>()
            .HandleAsync(await _fixture.StoredTaskAsync(), await _fixture.StoredRunAsync(), failure, CancellationToken.None);
        if (isUnchanged)
        {
            Assert.Equal(before.Versions, await _fixture.VersionsAsync());
            Assert.Equal(before.ETag, (await AccountAsync())?.ETag);
        }
    }

    private async Task<(CampaignTaskStatus Task, AccountStatus? Account)> StatusesAsync() =>
        ((await _fixture.StoredTaskAsync()).Status, (await AccountAsync())?.Status);

    private Task<ChannelAccount?> AccountAsync() => _fixture.Accounts.FindAsync(Any.TenantId, Any.AccountId, default);
}
