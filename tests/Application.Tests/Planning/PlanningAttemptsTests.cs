using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Planning;

public sealed class PlanningAttemptsTests : IDisposable
{
    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task PlanRun_AfterTwoProcessesThatEnded_TriesAgainAndForgetsThem()
    {
        await StoreAsync(attempts: 2);

        Assert.Equal(TaskStepKind.Send, (await _fixture.PlanRunAsync()).Kind);

        Assert.Equal(0, (await _fixture.StoredRunAsync()).PlanningAttempts);
        Assert.Equal(600, (await _fixture.MessagesAsync()).Count);
    }

    [Fact]
    public async Task PlanRun_AfterThreeProcessesThatEnded_PausesTheTaskUntilItIsResumed()
    {
        await StoreAsync(attempts: 3);

        Assert.Equal(TaskStepKind.Wait, (await _fixture.PlanRunAsync()).Kind);

        var paused = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Paused, TaskAlert.Interrupted), (paused.Status, paused.Alert?.Code));
        Assert.StartsWith("interrupted: 3 processes in a row", paused.PauseReason, StringComparison.Ordinal);
        Assert.Empty(_fixture.Channel.Requests);

        await _fixture.Tasks.UpdateAsync(paused.Resume(OverdueRule.Shift, 0, Any.Now.AddMinutes(1)), recipients: null, default);
        Assert.Equal(TaskStepKind.Send, (await _fixture.PlanRunAsync()).Kind);
        Assert.Equal(600, (await _fixture.MessagesAsync()).Count);
    }

    [Fact]
    public async Task PlanRun_ThatFailsAndLeavesItsProcessAlive_DoesNotCount()
    {
        await StoreAsync(attempts: 1);
        _fixture.Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(_fixture.PlanRunAsync);

        Assert.Equal(1, (await _fixture.StoredRunAsync()).PlanningAttempts);
    }

    [Fact]
    public async Task PlanRun_AfterThreeProcessesThatEnded_OfATaskThatWasCanceled_ClosesTheRun()
    {
        await StoreAsync(attempts: 3);
        var task = await _fixture.StoredTaskAsync();
        await _fixture.Tasks.UpdateAsync(task.Cancel(Any.Now.AddMinutes(1)), recipients: null, default);

        Assert.Equal(TaskStepKind.Finish, (await _fixture.PlanRunAsync()).Kind);
        Assert.Equal(TaskStepKind.End, (await _fixture.FinishRunAsync()).Kind);

        Assert.NotNull((await _fixture.StoredRunAsync()).CompletedAt);
        Assert.Empty(_fixture.Channel.Requests);
    }

    [Fact]
    public async Task PlanRun_ThatFailsBeforeItIsCounted_TakesBackNobodyElsesAttempt()
    {
        await StoreAsync(attempts: 2);
        _fixture.Tasks.ReadFails = new IOException("Storage is away.");

        await Assert.ThrowsAsync<IOException>(_fixture.PlanRunAsync);

        Assert.Equal(2, (await _fixture.StoredRunAsync()).PlanningAttempts);
    }

    private async Task StoreAsync(int attempts)
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        await _fixture.Runs.OpenAsync(
            Any.Run() with
            {
                Status = RunStatus.Planning,
                Pages = 0,
                PlanningSince = Any.Now,
                PlanningAttempts = attempts,
            },
            default
        );
    }
}
