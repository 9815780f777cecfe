using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Runs;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CampaignTasks.Application.Tests.Runs;

/// <summary>Activities whose timer rang up to a second early.</summary>
public sealed class EarlyStepTests
{
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(900);

    private readonly FakeTimeProvider _time = new(Any.Now - Early);
    private readonly InMemoryTaskStore _tasks = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryAccountStore _accounts = new();
    private readonly IHostApplicationLifetime _lifetime = Mock.Of<IHostApplicationLifetime>();

    [Fact]
    public async Task NextStep_CalledEarly_OpensTheRunAtItsTimeAndNotBefore()
    {
        var task = Any.Task(CampaignTaskStatus.Scheduled) with
        {
            Plan = Any.Plan() with { Schedule = new(Any.Now) },
            NextOccurrence = Any.Now,
        };
        await _tasks.AddAsync(task, ["ann@example.net"], default);
        await _accounts.AddAsync(Any.Account(), default);

        var step = NextStep().RunAsync(Mock.Of<TaskActivityContext>(), new TaskRef(Any.TenantId, Any.TaskId));
        _time.Advance(Early - TimeSpan.FromMilliseconds(1));
        var before = (step.IsCompleted, Run: await _runs.FindAsync(Any.RunId, default));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((false, null), before);
        Assert.Equal(new TaskStep(TaskStepKind.Plan, RunId: Any.RunId.ToString()), await step.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(Any.Now, (await _runs.FindAsync(Any.RunId, default))!.StartedAt);
    }

    [Fact]
    public async Task SendPages_CalledEarly_BeginsAtItsTimeAndNotBefore()
    {
        var work = new LaneWork(new RunRef(Any.TenantId, Any.TaskId, Any.RunId.ToString()), Lane: 0, FromPage: 0, DueAt: Any.Now);
        await _tasks.AddAsync(Any.Task(CampaignTaskStatus.Paused), ["ann@example.net"], default);
        await _runs.OpenAsync(Any.Run(), default);

        var progress = SendPages().RunAsync(Mock.Of<TaskActivityContext>(), work);
        _time.Advance(Early - TimeSpan.FromMilliseconds(1));
        var before = progress.IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(1));

        // A task that does not run is seen at once by a lane that has begun.
        Assert.False(before);
        Assert.Equal(new LaneResult(LaneState.Halted, work with { DueAt = null }), await progress.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private NextStepActivity NextStep()
    {
        var sources = new AudienceSources([
            new PastedListSource(new AddressCandidates(new InMemoryContactStore(), new InMemorySettingsStore())),
        ]);
        return new(
            _tasks,
            _runs,
            new RunOpener(_runs, _accounts, sources, _time),
            planner: null!,
            Controls(),
            _lifetime,
            _time,
            NullLogger<NextStepActivity>.Instance
        );
    }

    // What a lane needs only when its task runs is not there.
    private SendPagesActivity SendPages() =>
        new(
            _runs,
            ledger: null!,
            accounts: null!,
            new SenderLimiter(Options.Create(new SendingOptions()), _time),
            Controls(),
            new AdaptiveConcurrencyLimiters(_time),
            quotas: null!,
            eligibility: null!,
            failures: null!,
            retry: null!,
            addresses: null!,
            client: null!,
            Options.Create(new SendingOptions()),
            _lifetime,
            _time,
            NullLogger<SendPagesActivity>.Instance
        );

    private RunMonitors Controls() => new(_tasks, _time, NullLogger<RunMonitors>.Instance);
}
