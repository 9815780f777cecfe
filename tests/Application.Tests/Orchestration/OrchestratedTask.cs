using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>A task carried out by its orchestrators on a hub in memory; the activities do what a test says.</summary>
internal sealed class OrchestratedTask
{
    private static readonly TaskRef Named = new("t1", "k1");
    private static readonly RunRef Run = new("t1", "k1", "000000000001");
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    public OrchestratedTask(OrchestrationDriver? driver = null)
    {
        Driver = (driver ?? new OrchestrationDriver())
            .Orchestrator<CampaignTaskOrchestrator>()
            .Orchestrator<LaneOrchestrator>()
            .Activity<TaskRef, TaskStep>(RunActivities.NextStep, _ =>
                Status is CampaignTaskStatus.Completed ? new TaskStep(TaskStepKind.End) : new TaskStep(TaskStepKind.Plan, RunId: Run.RunId)
            )
            .Activity<RunRef, TaskStep>(RunActivities.PlanRun, _ => PlanRun())
            .Activity<LaneWork, LaneResult>(RunActivities.SendPages, work =>
            {
                Sends++;
                return SendPages(work);
            })
            .Activity<RunRef, TaskStep>(RunActivities.FinishRun, _ => FinishRun())
            .Activity<RunFailure, string?>(RunActivities.PauseTask, failure =>
            {
                (Status, PauseReason) = (CampaignTaskStatus.Paused, failure.Reason);
                return null;
            });
    }

    public OrchestrationDriver Driver { get; }

    /// <summary>As it is stored.</summary>
    public CampaignTaskStatus Status { get; set; } = CampaignTaskStatus.Running;

    public string? PauseReason { get; private set; }

    /// <summary>Plans the run of a task that is not paused.</summary>
    public Func<TaskStep> Plan { get; set; } = () => Send();

    /// <summary>A step of a lane.</summary>
    public Func<LaneWork, LaneResult> SendPages { get; set; } = static work => new LaneResult(LaneState.Done, work);

    /// <summary>Whether messages are pending when the lanes have ended.</summary>
    public bool HasPending { get; set; }

    /// <summary>The clock's time since the beginning.</summary>
    public TimeSpan Elapsed => Driver.Elapsed;

    /// <summary>How often the run was planned, successfully or not.</summary>
    public int Plans { get; private set; }

    /// <summary>How often the run was held.</summary>
    public int Holds { get; private set; }

    /// <summary>How often a lane sent.</summary>
    public int Sends { get; private set; }

    /// <summary>The step that sends the run.</summary>
    public static TaskStep Send(int lanes = 1, LaneResult? progress = null) =>
        new(TaskStepKind.Send, RunId: Run.RunId, Lanes: lanes, Progress: progress);

    public void Start() => Driver.Start(nameof(CampaignTaskOrchestrator), Named.InstanceId, Named);

    /// <summary>Makes the orchestration read what is stored.</summary>
    public void Refresh() => Driver.Raise(Named.InstanceId, RunActivities.Refresh);

    /// <summary>Runs until the orchestration has ended.</summary>
    public void RunToEnd() => RunUntil(() => Driver.HasCompleted(Named.InstanceId));

    public void RunUntil(Func<bool> condition) => Driver.RunUntil(condition, Limit);

    private TaskStep PlanRun()
    {
        if (Status is CampaignTaskStatus.Paused)
        {
            Holds++;
            return new TaskStep(TaskStepKind.Wait);
        }

        Plans++;
        return Plan();
    }

    private TaskStep FinishRun()
    {
        if (HasPending)
        {
            return new TaskStep(TaskStepKind.Wait, Driver.Now + TimeSpan.FromSeconds(1));
        }

        Status = CampaignTaskStatus.Completed;
        return new TaskStep(TaskStepKind.End);
    }
}
