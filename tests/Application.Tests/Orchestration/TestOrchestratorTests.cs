using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

public sealed class TestOrchestratorTests
{
    private static readonly RunRef Test = new("t1", "k1", "000000000001");

    private readonly List<string> _called = [];

    [Fact]
    public void Test_IsBegunSentAndFinished()
    {
        Run(hasWork: true, new Queue<LaneState>([LaneState.More, LaneState.Wait, LaneState.Done]));

        Assert.Equal(["begin", "send", "send", "send", "finish"], _called);
    }

    [Fact]
    public void Test_ThatIsHalted_IsFinished()
    {
        Run(hasWork: true, new Queue<LaneState>([LaneState.Halted]));

        Assert.Equal(["begin", "send", "finish"], _called);
    }

    [Fact]
    public void Test_ThatHasEnded_DoesNothingMore()
    {
        Run(hasWork: false, new Queue<LaneState>());

        Assert.Equal(["begin"], _called);
    }

    private void Run(bool hasWork, Queue<LaneState> steps)
    {
        OrchestrationDriver? driver = null;
        driver = new OrchestrationDriver()
            .Orchestrator<TestOrchestrator>()
            .Activity<RunRef, bool>(TestActivities.BeginTest, _ => Called("begin", hasWork))
            .Activity<LaneWork, LaneResult>(RunActivities.SendPages, work =>
                Called("send", new LaneResult(steps.Dequeue(), work with { NotBefore = driver!.Now + TimeSpan.FromMinutes(1) }))
            )
            .Activity<RunRef, string?>(TestActivities.FinishTest, _ => Called<string?>("finish", null));
        driver.Start(nameof(TestOrchestrator), TestActivities.InstanceId(Test), Test);

        driver.RunUntil(() => driver.HasCompleted(TestActivities.InstanceId(Test)), TimeSpan.FromHours(1));
    }

    private T Called<T>(string activity, T answer)
    {
        _called.Add(activity);
        return answer;
    }
}
