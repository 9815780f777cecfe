using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

public sealed class AutomationOrchestratorTests
{
    private static readonly AutomationRef Automation = new("t1", "a1");

    private readonly List<AutomationWork> _turns = [];

    [Fact]
    public void Turns_FollowEachOtherUntilTheEnd_EachUnderItsOwnName()
    {
        Run(_ => new AutomationTurn(_turns.Count < 120 ? AutomationTurnKind.Continue : AutomationTurnKind.End));

        Assert.Equal(120, _turns.Select(turn => turn.Batch).Distinct().Count());
    }

    [Fact]
    public void Turn_ThatWaits_ComesWhenTheFirstJourneyIsDue()
    {
        OrchestrationDriver? driver = null;
        DateTimeOffset? due = null;
        driver = Driver(work =>
        {
            due ??= driver!.Now + TimeSpan.FromHours(3);
            return _turns.Count is 1 ? new AutomationTurn(AutomationTurnKind.Wait, due) : new AutomationTurn(AutomationTurnKind.End);
        });

        driver.RunUntil(() => driver.HasCompleted(Automation.InstanceId), TimeSpan.FromHours(4));

        Assert.Equal([null, due], _turns.Select(turn => turn.DueAt));
        Assert.True(driver.Now >= due);
    }

    [Fact]
    public void Signal_DuringAWait_MakesTheNextTurnComeAtOnce()
    {
        OrchestrationDriver? driver = null;
        driver = Driver(_ => new AutomationTurn(
            _turns.Count is 1 ? AutomationTurnKind.Wait : AutomationTurnKind.End,
            driver!.Now + TimeSpan.FromDays(30)
        ));
        driver.RunUntil(() => _turns.Count is 1, TimeSpan.FromMinutes(1));

        driver.Raise(Automation.InstanceId, RunActivities.Refresh);
        driver.RunUntil(() => driver.HasCompleted(Automation.InstanceId), TimeSpan.FromHours(1));

        Assert.Equal(2, _turns.Count);
    }

    private void Run(Func<AutomationWork, AutomationTurn> turn)
    {
        var driver = Driver(turn);
        driver.RunUntil(() => driver.HasCompleted(Automation.InstanceId), TimeSpan.FromHours(1));
    }

    private OrchestrationDriver Driver(Func<AutomationWork, AutomationTurn> turn)
    {
        var driver = new OrchestrationDriver()
            .Orchestrator<AutomationOrchestrator>()
            .Activity<AutomationWork, AutomationTurn>(JourneyActivities.MoveJourneys, work =>
            {
                _turns.Add(work);
                return turn(work);
            });
        driver.Start(nameof(AutomationOrchestrator), Automation.InstanceId, Automation);
        return driver;
    }
}
