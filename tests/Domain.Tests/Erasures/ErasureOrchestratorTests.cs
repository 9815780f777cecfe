using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Runs;
using Microsoft.DurableTask;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Domain.Tests.Erasures;

/// <summary>Walks by their orchestrator on an embedded hub in memory; the activities do what a test says.</summary>
public sealed class ErasureOrchestratorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTime _time = new();
    private readonly List<ErasureWalk> _walks = [];
    private readonly Queue<bool> _isAny = new();
    private readonly Queue<int> _runsLeft = new();

    [Fact]
    public async Task Walk_WithRunsLeft_ComesBackAfterARest_AndLooksAtThoseSinceTheRoundBefore()
    {
        _isAny.Enqueue(true);
        _isAny.Enqueue(false);
        (new[] { 2, 1, 0 }).ToList().ForEach(_runsLeft.Enqueue);

        await RunAsync();

        Assert.Equal([0, 1, 2], _walks.Select(walk => walk.Round));
        Assert.Single(_walks.Select(walk => walk.WalkId).Distinct());
        Assert.Equal([null, _walks[0].Since, _walks[1].Since], _walks.Select(walk => walk.Before));
        Assert.True(_walks[1].Since - _walks[0].Since >= ErasureOrchestrator.Rest(1));
        Assert.True(_walks[2].Since - _walks[1].Since >= ErasureOrchestrator.Rest(2));
    }

    [Fact]
    public async Task Walk_ThatIsThrough_IsFollowedByAnother_WhenMoreCameMeanwhile()
    {
        _isAny.Enqueue(true);
        _isAny.Enqueue(true);
        _isAny.Enqueue(false);
        _runsLeft.Enqueue(0);
        _runsLeft.Enqueue(0);

        await RunAsync();

        Assert.Equal([0, 0], _walks.Select(walk => walk.Round));
        Assert.Equal(2, _walks.Select(walk => walk.WalkId).Distinct().Count());
        Assert.All(_walks, walk => Assert.Null(walk.Place));
    }

    [Fact]
    public void Rests_Grow_AndAreNeverLongerThanTenMinutes()
    {
        var rests = Enumerable.Range(1, 100).Select(ErasureOrchestrator.Rest).ToList();

        Assert.Equal(TimeSpan.FromSeconds(5), rests[0]);
        Assert.Equal(rests.Order(), rests);
        Assert.Equal(TimeSpan.FromMinutes(10), rests[^1]);
    }

    private async Task RunAsync()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddDurable(Register, options => options.Json.TypeInfoResolverChain.Add(RunsJson.Default))
            .AddSingleton<IHubStore>(new InMemoryHubStore())
            .AddSingleton<TimeProvider>(_time)
            .AddDurableHub(options => options.LeaseDuration = TimeSpan.FromDays(1))
            .BuildServiceProvider();
        var hub = services.GetServices<IHostedService>().Single();
        var client = services.GetRequiredService<DurableTaskClient>();
        var walk = new ErasureWalk(Any.TenantId);
        await hub.StartAsync(CancellationToken.None);
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(ErasureOrchestrator), walk, new StartOrchestrationOptions(walk.InstanceId), CancellationToken.None);
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            if (await client.GetInstanceAsync(walk.InstanceId, getInputsAndOutputs: false, CancellationToken.None) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed })
            {
                break;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The orchestration did not end.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await hub.StopAsync(CancellationToken.None);
    }

    private void Register(DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<ErasureOrchestrator>();
        Activity<bool>(registry, ErasureActivities.BeginErasures, _ => _isAny.Dequeue());
        Activity<ErasureStep>(registry, ErasureActivities.EraseFromLedgers, walk =>
        {
            _walks.Add(walk);
            return new ErasureStep(walk with { RunsLeft = _runsLeft.Dequeue() }, IsThrough: true);
        });
        Activity<bool>(registry, ErasureActivities.EndErasures, walk => walk.RunsLeft is 0);
    }

    private static void Activity<TOutput>(DurableTaskRegistry registry, string name, Func<ErasureWalk, TOutput> run) =>
        registry.AddActivity(name, _ => new Scripted<TOutput>(run));

    private sealed class Scripted<TOutput>(Func<ErasureWalk, TOutput> run) : TaskActivity<ErasureWalk, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, ErasureWalk input) => Task.FromResult(run(input));
    }
}
