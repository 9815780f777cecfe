using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>What ends instances, and takes them away.</summary>
[Collection(EngineTests.Name)]
public sealed class EndingTests(EngineFixture engine)
{
    // A hub that stands still does so ten seconds at a time.
    private static readonly TimeSpan WithoutAStandstill = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Terminate_OfAnUnknownOrPurgedId_LeavesTheHubWorking()
    {
        await using var hub = engine.NewHub();
        await hub.StartHostAsync(PlainTasks.Register);
        var purged = await hub.RunAsync(PlainTasks.Echo, "first");
        await hub.Client.PurgeInstanceAsync(purged.InstanceId);

        await hub.Client.TerminateInstanceAsync(purged.InstanceId);
        await hub.Client.TerminateInstanceAsync("nobody");

        for (var i = 0; i < 3; i++)
        {
            var end = await hub.RunAsync(PlainTasks.Echo, "after", WithoutAStandstill);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        }
    }

    [Fact]
    public async Task Terminate_OfALivingInstance_EndsItWithTheOutput()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Running);

        await engine.Shared.Client.TerminateInstanceAsync(id, "No longer wanted.");

        var end = await engine.Shared.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("No longer wanted.", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_BeforeTheInstanceStarts_EndsIt()
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        var id = await engine.Shared.Client.ScheduleNewOrchestrationInstanceAsync(
            PlainTasks.Echo,
            "late",
            new StartOrchestrationOptions(StartAt: tomorrow)
        );

        await engine.Shared.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.Shared.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Purge_OfAnEndedInstance_DeletesIt()
    {
        var ended = await engine.Shared.RunAsync(PlainTasks.Echo, "done");

        var purged = await engine.Shared.Client.PurgeInstanceAsync(ended.InstanceId);

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Null(await engine.Shared.Client.GetInstanceAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Purge_OfALivingInstance_LeavesItAlone()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Running);

        var purged = await engine.Shared.Client.PurgeInstanceAsync(id);

        await engine.Shared.Client.RaiseEventAsync(id, PlainTasks.Go, "still here");
        Assert.Equal(0, purged.PurgedInstanceCount);
        Assert.Equal("still here", (await engine.Shared.EndAsync(id)).ReadOutputAs<string>());
    }
}
