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
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        await _fixture.Runs.OpenAsync(
            Any.Run() with
            {
                Status = RunStatus.Planning,
                Pages = 0,
                PlanningSince = Any.Now,
                PlanningAttempts = 2,
            },
            default
        );

        Assert.Equal(TaskStepKind.Send, (await _fixture.PlanRunAsync()).Kind);

        Assert.Equal(0, (await _fixture.StoredRunAsync()).PlanningAttempts);
        Assert.Equal(600, (await _fixture.MessagesAsync()).Count);
    }

    [Fact]
    public async Task PlanRun_AfterThreeProcessesThatEnded_PausesTheTaskUntilItIsResumed()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        await _fixture.Runs.OpenAsync(
            Any.Run() with
            {
                Status = RunStatus.Planning,
                Pages = 0,
                PlanningSince = Any.Now,
                PlanningAttempts = 3,
            },
            default
        );

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
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        await _fixture.Runs.OpenAsync(
            Any.Run() with
            {
                Status = RunStatus.Planning,
                Pages = 0,
                PlanningSince = Any.Now,
                PlanningAttempts = 1,
            },
            default
        );
        _fixture.Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(_fixture.PlanRunAsync);

        Assert.Equal(1, (await _fixture.StoredRunAsync()).PlanningAttempts);
    }
}
