using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Runs;

public sealed class PauseTaskActivityTests : IDisposable
{
    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task PauseTask_OfATaskThatRuns_PausesItWithTheReasonAndNotifies()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask());

        await _fixture.PauseTaskAsync("The run failed: The list is gone.");

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal(
            (CampaignTaskStatus.Paused, CampaignTaskStatus.Running, "The run failed: The list is gone.", Any.Now),
            (task.Status, task.PausedFrom, task.PauseReason, task.PausedAt)
        );
        Assert.Equal(CampaignTaskStatus.Paused, Assert.Single(_fixture.Notified).Status);
        Assert.Equal((AuditEvent.Paused, TaskActor.Sender), ((await _fixture.LogAsync())[^1].Event, (await _fixture.LogAsync())[^1].By));
    }

    [Fact]
    public async Task PauseTask_CalledTwice_KeepsTheFirstReason()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask());
        await _fixture.PauseTaskAsync("first");
        var before = await _fixture.VersionsAsync();

        await _fixture.PauseTaskAsync("second");

        Assert.Equal(before, await _fixture.VersionsAsync());
        Assert.Equal("first", (await _fixture.StoredTaskAsync()).PauseReason);
        Assert.Single(_fixture.Notified);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Draft)]
    [InlineData(CampaignTaskStatus.Scheduled)]
    [InlineData(CampaignTaskStatus.Paused)]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Failed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    public async Task PauseTask_OfATaskThatDoesNotRun_ChangesNothing(CampaignTaskStatus status)
    {
        await _fixture.StoreAsync(Any.Task(status));
        var before = await _fixture.VersionsAsync();

        await _fixture.PauseTaskAsync("The run failed.");

        Assert.Equal(before, await _fixture.VersionsAsync());
        Assert.Empty(_fixture.Notified);
    }

    [Fact]
    public async Task PauseTask_OfATaskThatIsGone_DoesNothing()
    {
        await _fixture.PauseTaskAsync("The run failed.");

        Assert.Empty(_fixture.Notified);
    }

    [Fact]
    public async Task PauseTask_WhenThePersonCancelsMeanwhile_LeavesItCanceled()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask());
        _fixture.Tasks.Meanwhile = async tasks =>
            await tasks.UpdateAsync((await _fixture.StoredTaskAsync()).Cancel(Any.Now), recipients: null, default);

        await _fixture.PauseTaskAsync("The run failed.");

        Assert.Equal(CampaignTaskStatus.Canceled, (await _fixture.StoredTaskAsync()).Status);
    }
}
