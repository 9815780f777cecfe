using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>An id belongs to one instance at a time.</summary>
[Collection(EngineTests.Name)]
public sealed class StartTests(EngineFixture engine)
{
    public enum Dedupe
    {
        None,
        Living,
        CompletedOnly,
    }

    [Theory]
    [InlineData(Dedupe.None)]
    [InlineData(Dedupe.Living)]
    [InlineData(Dedupe.CompletedOnly)]
    public async Task Start_OfAnIdThatRuns_IsRefusedAndReplacesNothing(Dedupe dedupe)
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            engine.Shared.Client.ScheduleNewOrchestrationInstanceAsync(PlainTasks.Echo, "another", OptionsOf(id, dedupe))
        );

        await engine.Shared.Client.RaiseEventAsync(id, PlainTasks.Go, "the first");
        Assert.Equal("the first", (await engine.Shared.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfAnIdThatIsSuspended_IsRefused()
    {
        var id = await engine.Shared.ScheduleAsync(PlainTasks.Listener);
        await engine.Shared.Client.SuspendInstanceAsync(id);
        await engine.Shared.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            engine.Shared.Client.ScheduleNewOrchestrationInstanceAsync(PlainTasks.Echo, "another", Starting.Once(id))
        );
    }

    [Theory]
    [InlineData(PlainTasks.Echo)]
    [InlineData(PlainTasks.Failing)]
    public async Task Start_OfAnIdThatHasEnded_StartsItAgain(string first)
    {
        var id = engine.Shared.NewId();
        await engine.Shared.Client.ScheduleNewOrchestrationInstanceAsync(first, "first", Starting.Once(id));
        await engine.Shared.EndAsync(id);

        await engine.Shared.Client.ScheduleNewOrchestrationInstanceAsync(PlainTasks.Echo, "second", Starting.Once(id));

        Assert.Equal("second", (await engine.Shared.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_FiftyTimesAtOnce_RunsOnce()
    {
        ConcurrentQueue<string> runs = new();
        await using var hub = engine.NewHub();
        await hub.StartHostAsync(registry =>
            registry
                .AddOrchestratorFunc<string, string>("Counted", async (context, caller) =>
                {
                    await context.CallActivityAsync("Count", caller);
                    return await context.WaitForExternalEvent<string>(PlainTasks.Go);
                })
                .AddActivityFunc<string>("Count", (_, caller) => runs.Enqueue(caller))
                .AddOrchestratorFunc<string, string>(PlainTasks.Echo, (_, input) => Task.FromResult(input))
        );
        var id = hub.NewId();

        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => TryStartAsync(hub.Client, id, $"caller {n}")));

        // What was left over of the others has been taken off the queue before this one is through.
        await Eventually.HoldsAsync(() => !runs.IsEmpty);
        await hub.RunAsync(PlainTasks.Echo, "after");
        await hub.Client.RaiseEventAsync(id, PlainTasks.Go, "enough");
        Assert.Equal("enough", (await hub.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([Assert.Single(starts, caller => caller is not null)], runs);
    }

    private static StartOrchestrationOptions OptionsOf(string id, Dedupe dedupe) =>
        dedupe switch
        {
            Dedupe.Living => Starting.Once(id),
            Dedupe.CompletedOnly => new StartOrchestrationOptions(id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed),
            _ => new StartOrchestrationOptions(id),
        };

    /// <returns>The caller, unless another was first.</returns>
    private static async Task<string?> TryStartAsync(DurableTaskClient client, string id, string caller)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Counted", caller, Starting.Once(id));
            return caller;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return null;
        }
    }
}
