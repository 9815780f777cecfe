using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskOrchestratorTests
{
    [Fact]
    public async Task Task_ThatRuns_IsPlannedSentAndEnds()
    {
        await using var task = new OrchestratedTask();

        await task.StartAsync();
        await task.EndedAsync();

        Assert.Equal((1, 1), (task.Plans, task.Sends));
    }

    [Fact]
    public async Task Task_WhoseRunCannotBePlanned_IsPausedWithTheReasonAndGoesOnWhenResumed()
    {
        await using var task = new OrchestratedTask();
        task.Plan = () => throw new InvalidOperationException("The list is gone.");
        await task.StartAsync();
        await task.UntilAsync(() => task.Status is CampaignTaskStatus.Paused);

        var plans = task.Plans;
        task.Plan = () => new RunPlan(Lanes: 1, Pages: 1);
        await task.ChangeAsync(CampaignTaskStatus.Running, tells: true);
        await task.EndedAsync();

        Assert.Contains("The list is gone.", task.PauseReason, StringComparison.Ordinal);
        Assert.Equal((plans + 1, 1), (task.Plans, task.Sends));
    }

    [Fact]
    public async Task Task_ResumedWithoutTheOrchestrationBeingTold_GoesOnAllTheSame()
    {
        await using var task = new OrchestratedTask { Status = CampaignTaskStatus.Paused };
        await task.StartAsync();
        await task.UntilAsync(() => task.Holds > 0);

        await task.ChangeAsync(CampaignTaskStatus.Running, tells: false);
        await task.EndedAsync();

        Assert.Equal(1, task.Sends);
    }

    [Fact]
    public async Task Task_WhoseLanesHaltThoughItRuns_TakesABreathBeforeItTriesAgain()
    {
        await using var task = new OrchestratedTask { Visit = LaneState.Halted };

        await task.StartAsync();
        await task.UntilAsync(() => task.Sends >= 10);

        Assert.True(task.Sends <= task.Elapsed.TotalSeconds + 1);
        task.Visit = LaneState.Done;
        await task.EndedAsync();
    }
}
