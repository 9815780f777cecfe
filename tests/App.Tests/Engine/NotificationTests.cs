using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>What instances are told while they run.</summary>
[Collection(EngineTests.Name)]
public sealed class NotificationTests(EngineFixture engine)
{
    [Fact]
    public async Task Event_ToAnOrchestratorThatWaits_LetsItGoOn()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Running);

        await engine.Shared.Client.RaiseEventAsync(id, PlainTasks.Go, "now");

        Assert.Equal("now", (await engine.Shared.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_RightAfterTheStart_IsHeard()
    {
        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
                    await engine.Shared.Client.RaiseEventAsync(id, PlainTasks.Go, "early");
                    return id;
                })
        );

        var ends = await Task.WhenAll(ids.Select(id => engine.Shared.EndAsync(id)));

        Assert.All(ends, end => Assert.Equal("early", end.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Signals_ToAnInstanceThatIsNotThere_AreDiscardedSilently()
    {
        await using var hub = engine.NewHub();
        await hub.StartHostAsync(PlainTasks.Register);
        var ended = await hub.RunAsync(PlainTasks.Echo, "over");

        foreach (var id in (string[])["nobody", ended.InstanceId])
        {
            await hub.Client.RaiseEventAsync(id, PlainTasks.Go, "unheard");
            await hub.Client.SuspendInstanceAsync(id);
            await hub.Client.ResumeInstanceAsync(id);
        }

        Assert.Equal("after", (await hub.RunAsync(PlainTasks.Echo, "after", TimeSpan.FromSeconds(8))).ReadOutputAs<string>());
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
        Assert.Equal("over", (await hub.EndAsync(ended.InstanceId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_OfAnInstance_HoldsItsEventsUntilItIsResumed()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Running);

        await engine.Shared.Client.SuspendInstanceAsync(id);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await engine.Shared.Client.RaiseEventAsync(id, PlainTasks.Go, "held");
        await engine.Shared.RunAsync(PlainTasks.Echo, "later than the event");
        var held = await engine.Shared.Client.GetInstanceAsync(id);
        await engine.Shared.Client.ResumeInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held?.RuntimeStatus);
        Assert.Equal("held", (await engine.Shared.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithEventsRaisedMeanwhile_KeepsThem()
    {
        await using var hub = engine.NewHub();
        await hub.StartHostAsync(registry => registry.AddOrchestratorFunc<string[], string[]>("Collector", async (context, heard) =>
            {
                string[] all = [.. heard, await context.WaitForExternalEvent<string>(PlainTasks.Go)];
                if (all.Length < 10)
                {
                    context.ContinueAsNew(all, preserveUnprocessedEvents: true);
                }

                return all;
            }));
        var id = await hub.ScheduleAsync("Collector", Array.Empty<string>());
        await hub.StatusAsync(id, OrchestrationRuntimeStatus.Running);
        string[] said = [.. Enumerable.Range(0, 10).Select(n => $"word {n}")];

        await Task.WhenAll(said.Select(word => hub.Client.RaiseEventAsync(id, PlainTasks.Go, word)));

        Assert.Equal(said, (await hub.EndAsync(id)).ReadOutputAs<string[]>()!.Order(StringComparer.Ordinal));
    }
}
