using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>Hosts that stop, with and without work.</summary>
[Collection(EngineTests.Name)]
public sealed class ShutdownTests(EngineFixture engine, ITestOutputHelper output)
{
    private const string Caller = nameof(Caller);

    private const string Step = nameof(Step);

    /// <summary>What a host gives all its services together.</summary>
    private static readonly TimeSpan HostWaitLimit = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    [Fact]
    public async Task Stop_WhileAnActivityRuns_LeavesItsStepToTheNextHost()
    {
        await using var hub = engine.NewHub();
        var first = await hub.StartHostAsync(registry => Register(registry, UntilTheHostStopsAsync));
        var id = await hub.ScheduleAsync(Caller);
        await _begun.Task.WaitAsync(HostWaitLimit);

        var took = await first.StopAsync();
        await hub.StartHostAsync(registry => Register(registry, _ => Task.CompletedTask));
        var end = await hub.EndAsync(id);

        output.WriteLine($"The stop took {took}.");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(2, _calls);
        Assert.True(took < HostWaitLimit, $"The stop took {took}.");
    }

    [Fact]
    public async Task Stop_WhileAnActivityDoesNotListen_TakesLessThanTheHostsTimeout()
    {
        var released = new TaskCompletionSource();
        await using var hub = engine.NewHub();
        var first = await hub.StartHostAsync(registry => Register(registry, _ => released.Task));
        await hub.ScheduleAsync(Caller);
        await _begun.Task.WaitAsync(HostWaitLimit);

        var took = await first.StopAsync();
        released.SetResult();

        output.WriteLine($"The stop took {took}.");
        Assert.True(took < HostWaitLimit, $"The stop took {took}.");
    }

    [Fact]
    public async Task Stop_OfAnIdleHost_IsShort()
    {
        await using var hub = engine.NewHub();
        var host = await hub.StartHostAsync(registry => Register(registry, _ => Task.CompletedTask));
        await hub.RunAsync(Caller);

        var took = await host.StopAsync();

        output.WriteLine($"The stop took {took}.");
        Assert.True(took < TimeSpan.FromSeconds(5), $"The stop took {took}.");
    }

    private static Task UntilTheHostStopsAsync(CancellationToken stopping) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);

    private void Register(DurableTaskRegistry registry, Func<CancellationToken, Task> work) =>
        registry
            .AddOrchestratorFunc<string?, string>(Caller, (context, _) => context.CallActivityAsync<string>(Step))
            .AddActivity(Step, services => FuncTaskActivity.Create<string?, string>(
                    async (_, _) =>
                    {
                        Interlocked.Increment(ref _calls);
                        _begun.TrySetResult();
                        await work(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
                        return "done";
                    }
                ));
}
