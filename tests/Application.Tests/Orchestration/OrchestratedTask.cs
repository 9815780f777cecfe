using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>A task carried out by its orchestrators on a hub in memory; the activities do what a test says.</summary>
internal sealed class OrchestratedTask
{
    private static readonly TaskRef Named = new("t1", "k1");
    private static readonly RunRef Run = new("t1", "k1", "000000000001");
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    public OrchestratedTask(OrchestrationDriver? driver = null)
    {
        Driver = (driver ?? new OrchestrationDriver())
            .Orchestrator<CampaignTaskOrchestrator>()
            .Orchestrator<LaneOrchestrator>()
            .Activity<TaskRef, TaskStep>(RunActivities.NextStep, _ => Status is CampaignTaskStatus.Completed
                ? new TaskStep(TaskStepKind.End) : new TaskStep(TaskStepKind.Run, RunId: Run.RunId))
            .Activity<RunRef, RunPlan>(RunActivities.PlanRun, _ => PlanRun())
            .Activity<LaneWork, LaneResult>(RunActivities.SendPages, work =>
            {
                Sends++;
                return Visit(work);
            })
            .Activity<RunRef, RunEnd>(RunActivities.FinishRun, _ => FinishRun())
            .Activity<RunFailure, string?>(RunActivities.PauseTask, trouble =>
            {
                (Status, PauseReason) = (CampaignTaskStatus.Paused, trouble.Reason);
                return null;
            });
    }

    public OrchestrationDriver Driver { get; }

    /// <summary>As it is stored.</summary>
    public CampaignTaskStatus Status { get; set; } = CampaignTaskStatus.Running;

    public string? PauseReason { get; private set; }

    /// <summary>Plans the run of a task that is not paused.</summary>
    public Func<RunPlan> Plan { get; set; } = () => new RunPlan(RunOrder.Send, Lanes: 1, Pages: 1);

    /// <summary>A lane's visit of its pages.</summary>
    public Func<LaneWork, LaneResult> Visit { get; set; } = static work => new LaneResult(LaneState.Done, work);

    /// <summary>Whether messages are owed when the lanes have ended.</summary>
    public bool IsOwed { get; set; }

    /// <summary>The clock's time since the beginning.</summary>
    public TimeSpan Elapsed => Driver.Elapsed;

    /// <summary>How often the run was planned, successfully or not.</summary>
    public int Plans { get; private set; }

    /// <summary>How often the run was told to hold.</summary>
    public int Holds { get; private set; }

    /// <summary>How often a lane sent.</summary>
    public int Sends { get; private set; }

    public void Start() => Driver.Start(nameof(CampaignTaskOrchestrator), Named.InstanceId, Named);

    /// <summary>Tells the orchestration to look at what is stored.</summary>
    public void Tell() => Driver.Raise(Named.InstanceId, RunActivities.Refresh);

    /// <summary>Runs until the orchestration has ended.</summary>
    public void RunToEnd() => RunUntil(() => Driver.HasCompleted(Named.InstanceId));

    public void RunUntil(Func<bool> condition) => Driver.RunUntil(condition, Patience);

    private RunPlan PlanRun()
    {
        if (Status is CampaignTaskStatus.Paused)
        {
            Holds++;
            return new RunPlan(RunOrder.Hold, Lanes: 1, Pages: 0);
        }

        Plans++;
        return Plan();
    }

    private RunEnd FinishRun()
    {
        if (IsOwed)
        {
            return RunEnd.HasPending;
        }

        Status = CampaignTaskStatus.Completed;
        return RunEnd.TaskEnded;
    }
}
