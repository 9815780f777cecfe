using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>How failures are told: to whoever asks from outside, and to the orchestrator that called.</summary>
[Collection(EngineTests.Name)]
public sealed class FailureTests(EngineFixture engine)
{
    [Fact]
    public async Task Instance_ThatFailed_TellsTheTextAsItsOutput()
    {
        var end = await engine.Shared.RunAsync(PlainTasks.Failing);

        // The store keeps no details: whoever shows a failure shows the output.
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.FailureDetails);
        Assert.Contains(PlainTasks.FailureText, end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_ThatFails_TellsItsCallerTypeAndText()
    {
        var end = await engine.Shared.RunAsync(PlainTasks.CallStep, PlainTasks.FailingStep);

        Assert.Equal(
            new PlainTasks.Outcome(null, typeof(InvalidOperationException).FullName, PlainTasks.FailureText, PlainTasks.FailingStep),
            end.ReadOutputAs<PlainTasks.Outcome>()
        );
    }

    [Fact]
    public async Task SubOrchestration_ThatFails_TellsItsParentTheText()
    {
        var end = await engine.Shared.RunAsync(PlainTasks.CallChild, PlainTasks.Failing);

        var outcome = end.ReadOutputAs<PlainTasks.Outcome>()!;
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal((null, PlainTasks.FailureText, PlainTasks.Failing), (outcome.Result, outcome.ErrorMessage, outcome.TaskName));
    }

    [Fact]
    public async Task SubOrchestration_ThatIsTerminated_FailsItsParentsCallWithoutDetails()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.CallChild, PlainTasks.Listener);
        await engine.Shared.StatusAsync(id + PlainTasks.Child, OrchestrationRuntimeStatus.Running);

        await engine.Shared.Client.TerminateInstanceAsync(id + PlainTasks.Child, "No longer wanted.");

        // Null where no null should be: whoever shows such a failure must look first.
        Assert.Equal(
            new PlainTasks.Outcome(null, TaskName: PlainTasks.Listener),
            (await engine.Shared.EndAsync(id)).ReadOutputAs<PlainTasks.Outcome>()
        );
    }

    [Fact]
    public async Task Orchestrator_ThatIsNotRegistered_FailsAndSaysItsName()
    {
        var end = await engine.Shared.RunAsync("Forgotten");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("Forgotten", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubOrchestrator_ThatIsNotRegistered_TellsItsParentItsName()
    {
        var end = await engine.Shared.RunAsync(PlainTasks.CallChild, "Forgotten");

        Assert.Contains("Forgotten", end.ReadOutputAs<PlainTasks.Outcome>()!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_ThatIsNotRegistered_FailsItsCaller()
    {
        var end = await engine.Shared.RunAsync(PlainTasks.TrustStep, "Forgotten");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("There is no activity Forgotten.", end.SerializedOutput, StringComparison.Ordinal);
    }
}
