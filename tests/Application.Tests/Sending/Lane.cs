using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>One planned lane over in-memory stores, and everything a sender needs to work on it.</summary>
internal sealed class Lane : ITaskNotifier
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly InMemoryAccountStore _accounts = new();
    private readonly RunMonitors _monitors;
    private readonly AdaptiveConcurrencyLimiters _limiters;
    private readonly QuotaService _quotas;
    private readonly TimeProvider _time;

    private Lane(TimeProvider time)
    {
        Seen = Ledger;
        _time = time;
        _limiters = new AdaptiveConcurrencyLimiters(time);
        _monitors = new RunMonitors(
            new SendingTasks(Tasks, Automations),
            new TenantStatuses(Tenants, time),
            time,
            NullLogger<RunMonitors>.Instance
        );
        _quotas = new QuotaService(new InMemoryQuotaStore(), time);
    }

    public InMemoryTaskStore Tasks { get; } = new();

    public InMemoryAutomationStore Automations { get; } = new();

    public InMemoryTenantStore Tenants { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    /// <summary>What the sender takes for the ledger.</summary>
    public ILedger Seen { get; set; }

    /// <summary>What the senders of the process may hold.</summary>
    public SendingMemory Memory { get; set; } = new(Options.Create(new SendingOptions()));

    /// <summary>Passes every message unless a test says otherwise.</summary>
    public IEligibilityChecker Eligibility { get; set; } = new ScriptedEligibilityChecker(_ => new EligibilityResult.Pass(null, null));

    public ChannelAccount Account => Accounts[0];

    public IReadOnlyList<ChannelAccount> Accounts { get; private set; } = [];

    public CampaignTask Task { get; private set; } = null!;

    public Run Run { get; private set; } = null!;

    public RunRef RunRef => new(Task.TenantId, Task.Id, Run.Id.ToString());

    /// <summary>A task that runs, its ledger planned in one lane, with an account for every pacing given.</summary>
    public static Task<Lane> PlanAsync(int messages, bool stopOnFailure = false, params Pacing[] pacings) =>
        PlanAsync(TimeProvider.System, messages, stopOnFailure, pacings);

    /// <summary>As above, by a clock of the test's own.</summary>
    public static Task<Lane> PlanAsync(TimeProvider time, int messages, bool stopOnFailure = false, params Pacing[] pacings) =>
        PlanAsync(time, new Creative("Hello", "Hi {{ firstName | default: 'there' }}", Html: null), messages, stopOnFailure, pacings);

    /// <summary>As above, with something else to say.</summary>
    public static Task<Lane> PlanAsync(Creative creative, int messages, bool stopOnFailure = false, params Pacing[] pacings) =>
        PlanAsync(TimeProvider.System, creative, messages, stopOnFailure, pacings);

    /// <summary>As above, with several things to say.</summary>
    public static Task<Lane> PlanAsync(IReadOnlyList<PlannedCreative> creatives, int messages) =>
        PlanAsync(TimeProvider.System, creatives, messages, stopOnFailure: false, []);

    private static Task<Lane> PlanAsync(TimeProvider time, Creative creative, int messages, bool stopOnFailure, Pacing[] pacings) =>
        PlanAsync(time, [new(creative)], messages, stopOnFailure, pacings);

    private static async Task<Lane> PlanAsync(
        TimeProvider time,
        IReadOnlyList<PlannedCreative> creatives,
        int messages,
        bool stopOnFailure,
        Pacing[] pacings
    )
    {
        var lane = new Lane(time);
        string[] addresses = [.. Enumerable.Range(0, messages).Select(n => $"r{n}@example.net")];
        List<ChannelAccount> accounts = [];
        foreach (var pacing in pacings.DefaultIfEmpty(Pacing.None))
        {
            accounts.Add(await lane._accounts.AddAsync(NewAccount($"a{accounts.Count + 1}", pacing), default));
        }

        lane.Accounts = accounts;
        lane.Task = await lane.Tasks.AddAsync(NewTask(accounts, creatives, messages, stopOnFailure).Start(Start), addresses, default);
        lane.Run = await lane.Runs.OpenAsync(NewRun(lane.Task), default);
        await lane.Ledger.AddPagesAsync(
            lane.Run,
            [.. addresses.Chunk(LedgerPage.Capacity).Select((page, n) => LedgerPage.Plan(n, page, Start))],
            default
        );
        return lane;
    }

    /// <summary>One step of the lane, as the activity makes it.</summary>
    public async Task<LaneResult> SendAsync(IChannel channel, LaneWork? work = null)
    {
        using var monitor = Monitor();
        Task = (await monitor.ReadAsync(default))!;
        var lane = new LaneContext
        {
            Task = Task,
            Run = Run,
            Lane = 0,
            Accounts =
            [
                .. (await _accounts.ListAsync(Task.TenantId, default))
                    .Where(account => account.Status is AccountStatus.Active)
                    .OrderBy(account => account.Id, StringComparer.Ordinal)
                    .Select(account => new LaneAccount(
                        new ResolvedAccount(account, new Dictionary<string, string>()),
                        channel,
                        _limiters.Of(account.Id),
                        Callback: null
                    )),
            ],
            Monitor = monitor,
            Memory = Memory,
        };
        var retry = new StorageRetry(new StorageErrors(), _time);
        var events = new RunWebhookEvents(Publishers.NoWebhooks, Seen);
        var handler = new RunFailureHandler(
            Tasks,
            Automations,
            _accounts,
            Runs,
            this,
            events,
            _time,
            NullLogger<RunFailureHandler>.Instance
        );
        var failures = new FailurePolicy(lane, handler, retry, maxFailuresInARow: 50);
        var batches = new BatchSender(
            lane,
            new MessageComposer(lane.Task, Memory.LargestMessage),
            Eligibility,
            failures,
            retry,
            _time,
            NullLogger.Instance
        );
        return await new LaneSender(Seen, lane, batches, failures, _quotas, retry, _time, NullLogger.Instance).SendAsync(
            work ?? new LaneWork(RunRef, Lane: 0, FromPage: 0),
            LaneSender.LongStep,
            default
        );
    }

    /// <summary>The live state of the run, as its senders share it.</summary>
    public RunMonitor Monitor() => _monitors.Subscribe(Run);

    /// <summary>
    /// Sends until the lane is done or halted, as its orchestrator does, without waiting: the test's own clock jumps ahead.
    /// </summary>
    public async Task SendUntilDoneAsync(IChannel channel, LaneState end = LaneState.Done, int maxSteps = 20)
    {
        var progress = await SendAsync(channel);
        for (var steps = 1; progress.State is LaneState.More or LaneState.Wait && steps < maxSteps; steps++)
        {
            if (_time is FakeTimeProvider clock && progress.Next.NotBefore is { } at && at > clock.GetUtcNow())
            {
                clock.SetUtcNow(at);
            }

            progress = await SendAsync(channel, progress.Next with { NotBefore = null });
        }

        Assert.Equal(end, progress.State);
    }

    /// <summary>Sends until the lane is done or halted.</summary>
    public async Task SendToTheEndAsync(IChannel channel)
    {
        var progress = await SendAsync(channel);
        while (progress.State is LaneState.More or LaneState.Wait)
        {
            progress = await SendAsync(channel, progress.Next with { NotBefore = null });
        }
    }

    /// <summary>A person resumes the task through this process.</summary>
    public async Task ResumeAsync() =>
        await Tasks.UpdateAsync((await StoredTaskAsync()).Resume(OverdueRule.Shift, 0, DateTimeOffset.UtcNow), null, default);

    public async Task<IReadOnlyList<LedgerMessage>> MessagesAsync()
    {
        List<LedgerMessage> messages = [];
        await foreach (var page in Ledger.ReadPagesAsync(Run, lane: 0, fromPage: 0, openOnly: false, default))
        {
            messages.AddRange(page.Messages);
        }

        return messages;
    }

    public Task<MessageCounts> CountAsync() => Ledger.CountAsync(Run, default);

    public async Task<CampaignTask> StoredTaskAsync() => (await Tasks.FindAsync(Task.TenantId, Task.Id, default))!;

    public async Task<ChannelAccount> StoredAccountAsync(int number = 0) =>
        (await _accounts.FindAsync(Account.TenantId, Accounts[number].Id, default))!;

    /// <summary>A person pauses the task through this process.</summary>
    public async Task PauseAsync()
    {
        var task = await StoredTaskAsync();
        await ChangedAsync(await Tasks.UpdateAsync(task.Pause(CampaignTask.PausedByUser, DateTimeOffset.UtcNow), null, default), default);
    }

    public Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        _monitors.Changed(task);
        return System.Threading.Tasks.Task.CompletedTask;
    }

    private static ChannelAccount NewAccount(string id, Pacing pacing) =>
        new()
        {
            TenantId = "t1",
            Id = id,
            Name = "News",
            Channel = ChannelKind.Email,
            Provider = "scripted",
            Settings = new Dictionary<string, string>(),
            ProtectedSecrets = new Dictionary<string, string>(),
            Pacing = pacing,
            CreatedAt = Start,
            UpdatedAt = Start,
        };

    private static CampaignTask NewTask(
        List<ChannelAccount> accounts,
        IReadOnlyList<PlannedCreative> creatives,
        int size,
        bool stopOnFailure
    ) =>
        new()
        {
            TenantId = accounts[0].TenantId,
            Id = "k1",
            Plan = new()
            {
                Name = "Announcement",
                Channel = accounts[0].Channel,
                Accounts = [.. accounts.Select(account => account.Id)],
                Audience = new PastedList(Version: 1, size, Duplicates: 0),
                Creatives = creatives,
                StopOnFailure = stopOnFailure,
            },
            CreatedAt = Start,
            UpdatedAt = Start,
        };

    private static Run NewRun(CampaignTask task) =>
        new()
        {
            TenantId = task.TenantId,
            TaskId = task.Id,
            Id = task.CurrentRun!,
            Occurrence = Start,
            Lanes = 1,
            StartedAt = Start,
        };
}
