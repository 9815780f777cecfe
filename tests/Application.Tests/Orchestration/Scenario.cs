using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>Orchestrations whose histories are kept: each is to be replayed by every later version of its orchestrators.</summary>
internal static class Scenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Carries a scenario out.</summary>
    public static readonly IReadOnlyDictionary<string, Func<OrchestrationDriver>> All = new Dictionary<string, Func<OrchestrationDriver>>
    {
        ["task-with-one-lane"] = OneLane,
        ["task-with-two-lanes"] = TwoLanes,
        ["task-paused-and-resumed"] = PausedAndResumed,
        ["task-that-cannot-be-planned"] = NotPlanned,
        ["import"] = Import,
        ["erasure"] = Erasure,
    };

    /// <summary>Waits for its time, then for the rest of its pages.</summary>
    private static OrchestrationDriver OneLane()
    {
        var task = new OrchestratedTask();
        task.SendPages = work =>
            task.Sends is 1
                ? new LaneResult(LaneState.Wait, work with { FromPage = 0, LeftPage = 0, NotBefore = Start.AddMinutes(10) })
                : new LaneResult(LaneState.Done, work);
        return Run(task);
    }

    /// <summary>One lane works on, the other waits and is refreshed.</summary>
    private static OrchestrationDriver TwoLanes()
    {
        var task = new OrchestratedTask { Plan = static () => OrchestratedTask.Send(lanes: 2) };
        var waits = true;
        task.SendPages = work =>
            work switch
            {
                { Lane: 0, FromPage: 0 } => new LaneResult(LaneState.More, work with { FromPage = 2 }),
                { Lane: 1 } when waits => new LaneResult(LaneState.Wait, work with { NotBefore = Start.AddHours(1) }),
                _ => new LaneResult(LaneState.Done, work),
            };
        task.Start();
        task.RunUntil(() => task.Sends is 3);
        waits = false;
        task.Refresh();
        task.RunToEnd();
        return task.Driver;
    }

    /// <summary>Paused while it sends, held, resumed.</summary>
    private static OrchestrationDriver PausedAndResumed()
    {
        var task = new OrchestratedTask();
        task.SendPages = work =>
        {
            if (task.Sends > 1)
            {
                return new LaneResult(LaneState.Done, work);
            }

            (task.Status, task.HasPending) = (CampaignTaskStatus.Paused, true);
            return new LaneResult(LaneState.Halted, work);
        };
        task.Start();
        task.RunUntil(() => task.Holds is 2);
        (task.Status, task.HasPending) = (CampaignTaskStatus.Running, false);
        task.Refresh();
        task.RunToEnd();
        return task.Driver;
    }

    /// <summary>Tried again and again, then paused, corrected and resumed.</summary>
    private static OrchestrationDriver NotPlanned()
    {
        var task = new OrchestratedTask { Plan = static () => throw new InvalidOperationException("The list is gone.") };
        task.Start();
        task.RunUntil(() => task.Status is CampaignTaskStatus.Paused);
        (task.Status, task.Plan) = (CampaignTaskStatus.Running, static () => OrchestratedTask.Send());
        task.Refresh();
        task.RunToEnd();
        return task.Driver;
    }

    private static OrchestrationDriver Import()
    {
        var parts = 0;
        var import = new ImportRef("t1", "i1");
        return Run(
            new OrchestrationDriver()
                .Orchestrator<ImportOrchestrator>()
                .Activity<ImportRef, ImportStep>(ImportActivities.ImportPart, _ => new ImportStep(++parts is 3)),
            nameof(ImportOrchestrator),
            import.InstanceId,
            import
        );
    }

    /// <summary>Two rounds, then nobody is left.</summary>
    private static OrchestrationDriver Erasure()
    {
        var (walks, rounds) = (0, 0);
        var scan = new ErasureScan("t1");
        var driver = new OrchestrationDriver()
            .Orchestrator<ErasureOrchestrator>()
            .Activity<ErasureScan, bool>(ErasureActivities.BeginErasures, _ => ++walks is 1)
            .Activity<ErasureScan, ErasureStep>(ErasureActivities.EraseFromLedgers, at => new ErasureStep(
                at with
                {
                    Place = new ErasurePosition(TaskId: "k1", Page: 2),
                    RunsLeft = ++rounds is 2 ? 1 : 0,
                },
                rounds is not 1
            ))
            .Activity<ErasureScan, bool>(ErasureActivities.EndErasures, static at => at.RunsLeft is 0);
        return Run(driver, nameof(ErasureOrchestrator), scan.InstanceId, scan);
    }

    private static OrchestrationDriver Run(OrchestratedTask task)
    {
        task.Start();
        task.RunToEnd();
        return task.Driver;
    }

    private static OrchestrationDriver Run(OrchestrationDriver driver, string name, string id, object input)
    {
        driver.Start(name, id, input);
        driver.RunUntil(() => driver.HasCompleted(id), Limit);
        return driver;
    }
}
