using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Orchestration;

public sealed class CampaignTaskOrchestratorTests
{
    [Fact]
    public void Task_ThatRuns_IsPlannedSentAndEnds()
    {
        var task = new OrchestratedTask();

        task.Start();
        task.RunToEnd();

        Assert.Equal((1, 1), (task.Plans, task.Sends));
    }

    [Fact]
    public void Task_WhoseRunEndedWhileItWasPlanned_TakesOneOrchestrationAndTwoActivities()
    {
        var task = new OrchestratedTask { Plan = () => new TaskStep(TaskStepKind.End) };

        task.Start();
        task.RunToEnd();

        Assert.Single(task.Driver.Hub.All());
        Assert.Equal([RunActivities.NextStep, RunActivities.PlanRun], ActivitiesOf(task));
    }

    [Fact]
    public void Task_WhoseLaneBeganWhileItWasPlanned_GoesOnWhereItStood_WhenItsTimeHasCome()
    {
        var work = new LaneWork(new RunRef("t1", "k1", "000000000001"), Lane: 0, FromPage: 0);
        LaneWork? sent = null;
        OrchestratedTask task = null!;
        task = new OrchestratedTask
        {
            Plan = () =>
                OrchestratedTask.Send(
                    progress: new LaneResult(
                        LaneState.Wait,
                        work with
                        {
                            FromPage = 7,
                            NotBefore = task.Driver.Now + TimeSpan.FromMinutes(3),
                        }
                    )
                ),
            SendPages = next => new LaneResult(LaneState.Done, sent = next),
        };

        task.Start();
        task.RunToEnd();

        Assert.Equal(7, sent?.FromPage);
        Assert.NotNull(sent?.DueAt);
        Assert.InRange(task.Elapsed, TimeSpan.FromMinutes(2.9), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public void Task_OfOnePageThatIsNotDoneAtOnce_TakesOneOrchestrationAndFourActivities()
    {
        var task = new OrchestratedTask();

        task.Start();
        task.RunToEnd();

        Assert.Single(task.Driver.Hub.All());
        Assert.Equal([RunActivities.NextStep, RunActivities.PlanRun, RunActivities.SendPages, RunActivities.FinishRun], ActivitiesOf(task));
    }

    [Fact]
    public void Task_WithSeveralLanes_WorksInEachAsAnOrchestrationOfItsOwn()
    {
        var task = new OrchestratedTask { Plan = () => OrchestratedTask.Send(lanes: 2) };

        task.Start();
        task.RunToEnd();

        Assert.Equal((1, 2), (task.Plans, task.Sends));
        Assert.Equal(2, task.Driver.Hub.All().Count(instance => instance.Name is nameof(LaneOrchestrator)));
    }

    [Fact]
    public void Task_WhoseRunCannotBePlanned_IsPausedWithTheReasonAndGoesOnWhenResumed()
    {
        var task = new OrchestratedTask { Plan = () => throw new InvalidOperationException("The list is gone.") };
        task.Start();
        task.RunUntil(() => task.Status is CampaignTaskStatus.Paused);

        var plans = task.Plans;
        task.Plan = () => OrchestratedTask.Send();
        task.Status = CampaignTaskStatus.Running;
        task.Refresh();
        task.RunToEnd();

        Assert.Contains("The list is gone.", task.PauseReason, StringComparison.Ordinal);
        Assert.Equal((plans + 1, 1), (task.Plans, task.Sends));
    }

    [Fact]
    public void Task_ResumedWithoutARefresh_GoesOnAllTheSame()
    {
        var task = new OrchestratedTask { Status = CampaignTaskStatus.Paused };
        task.Start();
        task.RunUntil(() => task.Holds > 0);

        task.Status = CampaignTaskStatus.Running;
        task.RunToEnd();

        Assert.Equal(1, task.Sends);
    }

    [Fact]
    public void Task_WhoseLanesHaltThoughItRuns_WaitsBeforeItTriesAgain()
    {
        var task = new OrchestratedTask { HasPending = true, SendPages = work => new LaneResult(LaneState.Halted, work) };

        task.Start();
        task.RunUntil(() => task.Sends >= 10);

        Assert.True(task.Sends <= task.Elapsed.TotalSeconds + 1);
        (task.HasPending, task.SendPages) = (false, work => new LaneResult(LaneState.Done, work));
        task.RunToEnd();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Lane_ThatWaitsForLong_GoesOnAtARefresh(int lanes)
    {
        var task = new OrchestratedTask { Plan = () => OrchestratedTask.Send(lanes), SendPages = Wait(TimeSpan.FromHours(1)) };
        task.Start();
        task.RunUntil(() => task.Sends == lanes);

        task.SendPages = work => new LaneResult(LaneState.Done, work);
        task.Refresh();
        task.RunToEnd();

        Assert.True(task.Elapsed < TimeSpan.FromMinutes(1));
    }

    /// <summary>A wait that has ended must not take the event that comes next.</summary>
    [Fact]
    public void Refresh_ThatComesWhileALaneSends_IsNotLostWithAWaitBefore()
    {
        var task = new OrchestratedTask();
        task.SendPages = work =>
        {
            switch (task.Sends)
            {
                case 1:
                    return Wait(TimeSpan.FromSeconds(10))(work);
                case 2:
                    task.Refresh();
                    return Wait(TimeSpan.FromHours(1))(work);
                default:
                    return new LaneResult(LaneState.Done, work);
            }
        };

        task.Start();
        task.RunToEnd();

        Assert.True(task.Elapsed < TimeSpan.FromMinutes(1), $"{task.Elapsed}");
    }

    private static Func<LaneWork, LaneResult> Wait(TimeSpan time) =>
        work => new LaneResult(LaneState.Wait, work with { NotBefore = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + time });

    private static IEnumerable<string> ActivitiesOf(OrchestratedTask task) =>
        task
            .Driver.Turns.SelectMany(turn => turn.Actions)
            .Where(action => action.ScheduleTask is not null)
            .Select(action => action.ScheduleTask.Name);
}
