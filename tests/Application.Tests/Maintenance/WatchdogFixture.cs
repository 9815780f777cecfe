using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CampaignTasks.Application.Tests.Maintenance;

/// <summary>
/// A watchdog over stores in memory, a clock that stands at <see cref="Any.Now"/>, and an orchestration that is asked for and never
/// touched.
/// </summary>
internal sealed class WatchdogFixture
{
    private readonly InMemoryTenantStore _tenants = new();
    private readonly Watchdog _watchdog;

    private WatchdogFixture()
    {
        Client
            .Setup(client => client.GetInstanceAsync(It.IsAny<string>(), true, It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => Orchestration);
        _watchdog = new Watchdog(
            _tenants,
            Tasks,
            Runs,
            Ledger,
            Accounts,
            Quotas,
            Client.Object,
            Signals,
            new AutomationWatchdog(Automations, Journeys, Client.Object, AutomationSignals, Time, NullLogger<AutomationWatchdog>.Instance),
            Time,
            NullLogger<Watchdog>.Instance
        );
    }

    public FakeTimeProvider Time { get; } = new(Any.Now);

    public InMemoryTaskStore Tasks { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    public InMemoryAccountStore Accounts { get; } = new();

    public InMemoryQuotaStore Quotas { get; } = new();

    public InMemoryAutomationStore Automations { get; } = new();

    public InMemoryJourneyStore Journeys { get; } = new();

    public RecordedAutomationNotifications AutomationSignals { get; } = new();

    public RecordedNotifications Signals { get; } = new();

    /// <summary>Whatever else it is asked than to look at an instance fails the test: the watchdog starts nothing.</summary>
    public Mock<DurableTaskClient> Client { get; } = new(MockBehavior.Strict, "");

    public OrchestrationMetadata? Orchestration { get; set; } = Instance(OrchestrationRuntimeStatus.Running);

    /// <summary>A scene with a task and, where it runs, a run of so many messages.</summary>
    public static async Task<WatchdogFixture> CreateAsync(CampaignTask task, int messages = 3, Pacing? pacing = null)
    {
        var scene = new WatchdogFixture();
        await scene._tenants.AddAsync(new Tenant(Any.TenantId, "Acme", Any.Now), default);
        await scene.Accounts.AddAsync(Any.Account() with { Pacing = pacing ?? Pacing.None }, default);
        await scene.Tasks.AddAsync(task, ["ann@example.net"], default);
        if (messages > 0 && task.CurrentRun is not null)
        {
            var run = await scene.Runs.OpenAsync(Any.Run(), default);
            await scene.Ledger.AddPagesAsync(run, [Any.Page(messages)], default);
        }

        return scene;
    }

    public static OrchestrationMetadata Instance(OrchestrationRuntimeStatus status, string? output = null) =>
        new(nameof(CampaignTaskOrchestrator), new TaskRef(Any.TenantId, Any.TaskId).InstanceId)
        {
            RuntimeStatus = status,
            SerializedOutput = output,
        };

    /// <summary>Lets time pass and the timer tick.</summary>
    public async Task<TaskAlert?> TickAsync(TimeSpan after = default, bool isPastDue = false)
    {
        Time.Advance(after);
        await _watchdog.RunAsync(new TimerTick(Time.GetUtcNow(), isPastDue), default);
        return (await TaskAsync()).Alert;
    }

    /// <summary>Ticks every five minutes.</summary>
    public async Task<TaskAlert?> TickForAsync(TimeSpan time)
    {
        var (end, alert) = (Time.GetUtcNow() + time, await TickAsync());
        while (Time.GetUtcNow() < end)
        {
            alert = await TickAsync(TimeSpan.FromMinutes(5));
        }

        return alert;
    }

    public async Task<CampaignTask> TaskAsync() => (await Tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;

    /// <summary>One message ends, or goes round again for a reason.</summary>
    public async Task SettleAsync(int index, MessageState state, string? reason = null)
    {
        var run = (await Runs.FindAsync(Any.RunId, default))!;
        var page = (await Ledger.ReadPageAsync(run, 0, default))!;
        var messages = page.Messages.Select((message, i) => i == index ? message with { State = state, Reason = reason } : message);
        await Ledger.SavePageAsync(run, new LedgerPage(0, messages, etag: page.ETag), default);
    }
}
