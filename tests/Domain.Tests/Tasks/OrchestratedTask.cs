using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Domain.Tests.Tasks;

/// <summary>A task carried out by its orchestrators on an embedded hub in memory; the activities do what a test says.</summary>
internal sealed class OrchestratedTask : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TaskRef Named = new("t1", "k1");
    private static readonly RunRef Run = new("t1", "k1", "000000000001");

    private readonly FakeTime _time = new();
    private readonly DateTimeOffset _start;
    private readonly ServiceProvider _services;
    private readonly IHostedService _hub;
    private readonly DurableTaskClient _client;

    public OrchestratedTask()
    {
        _start = _time.GetUtcNow();
        _services = new ServiceCollection()
            .AddLogging()
            .AddDurable(Register, options => options.Json.TypeInfoResolverChain.Add(RunsJson.Default))
            .AddSingleton<IHubStore>(new InMemoryHubStore())
            .AddSingleton<TimeProvider>(_time)
            .AddDurableHub(options => options.LeaseDuration = TimeSpan.FromDays(1))
            .BuildServiceProvider();
        _hub = _services.GetServices<IHostedService>().Single();
        _client = _services.GetRequiredService<DurableTaskClient>();
    }

    /// <summary>As it is stored.</summary>
    public CampaignTaskStatus Status { get; set; } = CampaignTaskStatus.Running;

    public string? PauseReason { get; private set; }

    /// <summary>Plans the run.</summary>
    public Func<RunPlan> Plan { get; set; } = () => new RunPlan(Lanes: 1, Pages: 1);

    /// <summary>How a lane's visit ends.</summary>
    public LaneState Visit { get; set; } = LaneState.Done;

    /// <summary>The clock's time since the beginning.</summary>
    public TimeSpan Elapsed => _time.GetUtcNow() - _start;

    /// <summary>How often the run was planned, successfully or not.</summary>
    public int Plans { get; private set; }

    /// <summary>How often the run was told to hold.</summary>
    public int Holds { get; private set; }

    /// <summary>How often a lane sent.</summary>
    public int Sends { get; private set; }

    public async Task StartAsync()
    {
        await _hub.StartAsync(CancellationToken.None);
        await _client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CampaignTaskOrchestrator), Named, new StartOrchestrationOptions(Named.InstanceId), CancellationToken.None);
    }

    /// <summary>Somebody changes the stored task and tells the orchestration, or dies before it can.</summary>
    public async Task ChangeAsync(CampaignTaskStatus status, bool tells)
    {
        Status = status;
        if (tells)
        {
            await _client.RaiseEventAsync(Named.InstanceId, RunActivities.Look, "", CancellationToken.None);
        }
    }

    /// <summary>Runs the clock until the orchestration has ended.</summary>
    public Task EndedAsync() => UntilAsync(async () =>
        await _client.GetInstanceAsync(Named.InstanceId, getInputsAndOutputs: false, CancellationToken.None) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed });

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async ValueTask DisposeAsync()
    {
        await _hub.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The condition did not come to hold.");
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 20; i++)
            {
                await Task.Yield();
            }
        }
    }

    private void Register(DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<CampaignTaskOrchestrator>().AddOrchestrator<RunOrchestrator>().AddOrchestrator<LaneOrchestrator>();
        Activity<TaskRef, TaskStep>(registry, RunActivities.NextStep, _ => Status is CampaignTaskStatus.Completed
            ? new TaskStep(TaskStepKind.End) : new TaskStep(TaskStepKind.Run, RunId: Run.RunId));
        Activity<RunRef, RunPlan>(registry, RunActivities.PlanRun, _ =>
        {
            Plans++;
            return Plan();
        });
        Activity<RunRef, RunOrder>(registry, RunActivities.ReadOrder, _ =>
        {
            var holds = Status is CampaignTaskStatus.Paused;
            Holds += holds ? 1 : 0;
            return holds ? RunOrder.Hold : RunOrder.Send;
        });
        Activity<LaneWork, LaneProgress>(registry, RunActivities.SendPages, work =>
        {
            Sends++;
            return new LaneProgress(Visit, work);
        });
        Activity<RunRef, RunEnd>(registry, RunActivities.FinishRun, _ =>
        {
            if (Visit is not LaneState.Done)
            {
                return RunEnd.StillOwed;
            }

            Status = CampaignTaskStatus.Completed;
            return RunEnd.Closed;
        });
        Activity<RunTrouble, string?>(registry, RunActivities.PauseTask, trouble =>
        {
            (Status, PauseReason) = (CampaignTaskStatus.Paused, trouble.Reason);
            return null;
        });
    }

    private static void Activity<TInput, TOutput>(DurableTaskRegistry registry, string name, Func<TInput, TOutput> run) =>
        registry.AddActivity(name, _ => new Scripted<TInput, TOutput>(run));

    private sealed class Scripted<TInput, TOutput>(Func<TInput, TOutput> run) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => Task.FromResult(run(input));
    }
}
