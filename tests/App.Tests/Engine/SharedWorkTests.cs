using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>Two hosts on one hub.</summary>
[Collection(EngineTests.Name)]
public sealed class SharedWorkTests(EngineFixture engine)
{
    private const string FanOut = nameof(FanOut);

    private const string Step = nameof(Step);

    private const int Steps = 24;

    private readonly ConcurrentQueue<(string Host, int Step)> _done = new();

    [Fact]
    public async Task Work_OfTwoHosts_IsSharedAndNothingIsDoneTwice()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = engine.NewHub();
        var first = await hub.StartHostAsync(registry => Register(registry, "first", both), activities: 4);
        var second = await hub.StartHostAsync(registry => Register(registry, "second", both), activities: 4);

        var end = await hub.RunAsync(FanOut);

        Assert.NotEqual(first.WorkerId, second.WorkerId);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(Enumerable.Range(0, Steps), _done.Select(done => done.Step).Order());
        Assert.Equal(["first", "second"], _done.Select(done => done.Host).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Work_OfAHostThatStops_GoesOnInTheOther()
    {
        var alone = new TaskCompletionSource();
        alone.SetResult();
        await using var hub = engine.NewHub();
        var first = await hub.StartHostAsync(registry => Register(registry, "first", alone));
        await hub.StartHostAsync(registry => Register(registry, "second", alone));
        await hub.RunAsync(FanOut);

        _done.Clear();
        await first.StopAsync();
        var end = await hub.RunAsync(FanOut);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(Enumerable.Range(0, Steps), _done.Select(done => done.Step).Order());
        Assert.All(_done, done => Assert.Equal("second", done.Host));
    }

    /// <summary>Steps that end only when both hosts have begun some, unless they need not.</summary>
    private void Register(DurableTaskRegistry registry, string host, TaskCompletionSource both)
    {
        registry
            .AddOrchestratorFunc<string?, int>(FanOut, async (context, _) =>
                (await Task.WhenAll(Enumerable.Range(0, Steps).Select(step => context.CallActivityAsync<int>(Step, step)))).Length
            )
            .AddActivityFunc<int, int>(Step, async (_, step) =>
            {
                _done.Enqueue((host, step));
                if (_done.Select(done => done.Host).Distinct().Count() == 2)
                {
                    both.TrySetResult();
                }

                await both.Task;
                return step;
            });
    }
}
