using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>The product's own orchestrators, under an operator's hands.</summary>
[Collection(EngineTests.Name)]
public sealed class EndedLaneTests(EngineFixture engine)
{
    private readonly TaskCompletionSource<string> _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Lanes_ThatAnOperatorEnds_PauseTheirTask()
    {
        await using var hub = engine.NewHub();
        await hub.StartHostAsync(Register);
        await hub.ScheduleAsync(nameof(CampaignTaskOrchestrator), new TaskRef(Any.TenantId, Any.TaskId));
        List<OrchestrationMetadata> lanes = [];
        await Eventually.HoldsAsync(async () => (lanes = await LanesAsync(hub)).Count == 2);

        foreach (var lane in lanes)
        {
            await hub.Client.TerminateInstanceAsync(lane.InstanceId);
        }

        Assert.StartsWith("The run failed: ", await _paused.Task.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    private static Task<List<OrchestrationMetadata>> LanesAsync(EngineHub hub) =>
        hub
            .Client.GetAllInstancesAsync(
                new OrchestrationQuery { InstanceIdPrefix = "lane-", Statuses = [OrchestrationRuntimeStatus.Running] }
            )
            .ToListAsync()
            .AsTask();

    private void Register(DurableTaskRegistry registry) =>
        registry
            .AddOrchestrator<CampaignTaskOrchestrator>()
            .AddOrchestrator<LaneOrchestrator>()
            .AddActivityFunc<TaskRef, TaskStep>(RunActivities.NextStep, (_, _) =>
                new TaskStep(TaskStepKind.Plan, RunId: Any.RunId.ToString())
            )
            .AddActivityFunc<RunRef, TaskStep>(RunActivities.PlanRun, (_, _) =>
                new TaskStep(TaskStepKind.Send, RunId: Any.RunId.ToString(), Lanes: 2)
            )
            .AddActivityFunc<LaneWork, LaneResult>(RunActivities.SendPages, LaneResult (_, work) =>
                new(LaneState.Wait, work with { NotBefore = TimeProvider.System.GetUtcNow().AddHours(1) })
            )
            .AddActivityFunc<RunFailure, string>(RunActivities.PauseTask, string (_, failure) =>
            {
                _paused.TrySetResult(failure.Reason);
                return "";
            });
}
