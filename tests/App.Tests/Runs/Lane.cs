using CampaignTasks.App.Runs;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignTasks.App.Tests.Runs;

/// <summary>One planned lane over in-memory stores, and everything a sender needs to work on it.</summary>
internal sealed class Lane : ITaskSignals
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly InMemoryAccountStore _accounts = new();
    private readonly RunControls _controls;
    private readonly AccountGates _gates = new(TimeProvider.System);

    private Lane()
    {
        Seen = Ledger;
        _controls = new RunControls(Tasks, TimeProvider.System, NullLogger<RunControls>.Instance);
    }

    public InMemoryTaskStore Tasks { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    /// <summary>What the sender takes for the ledger.</summary>
    public ILedger Seen { get; set; }

    public ChannelAccount Account { get; private set; } = null!;

    public CampaignTask Task { get; private set; } = null!;

    public Run Run { get; private set; } = null!;

    public RunRef RunRef => new(Task.TenantId, Task.Id, Run.Id.ToString());

    /// <summary>A task that runs, its ledger planned in one lane.</summary>
    public static async Task<Lane> PlanAsync(int messages, bool stopOnFailure = false, Pacing? pacing = null)
    {
        var lane = new Lane();
        string[] addresses = [.. Enumerable.Range(0, messages).Select(n => $"r{n}@example.net")];
        lane.Account = await lane._accounts.AddAsync(NewAccount(pacing ?? Pacing.None), default);
        lane.Task = await lane.Tasks.AddAsync(NewTask(lane.Account, messages, stopOnFailure).Start(Start), addresses, default);
        lane.Run = await lane.Ledger.OpenAsync(NewRun(lane.Task), default);
        await lane.Ledger.AddPagesAsync(
            lane.Run, [.. addresses.Chunk(LedgerPage.Capacity).Select((page, n) => LedgerPage.Plan(n, page, Start))], default);
        return lane;
    }

    /// <summary>One visit of a sender, as the activity makes it.</summary>
    public async Task<LaneProgress> SendAsync(IChannel channel, LaneWork? work = null)
    {
        Task = (await Tasks.FindAsync(Task.TenantId, Task.Id, default))!;
        using var control = _controls.Watch(Task, RunRef);
        var setup = new LaneSetup
        {
            CampaignTask = Task,
            Run = Run,
            Account = new OpenAccount(Account, new Dictionary<string, string>()),
            Channel = channel,
            Creative = CompiledCreative.Of(Task.Creative, Task.Channel),
            Control = control,
            Gate = _gates.Of(Account.Id),
            Pace = _gates.OfTask(Task.Id),
            Troubles = new RunTroubles(Tasks, _accounts, Seen, this, TimeProvider.System, NullLogger<RunTroubles>.Instance),
            Callback = null,
            MostFailuresInARow = 50,
        };
        return await new LaneSender(Seen, setup, TimeProvider.System, NullLogger.Instance)
            .RunAsync(work ?? new LaneWork(RunRef, Lane: 0, FromPage: 0), default);
    }

    /// <summary>Visits until the lane says it is done, as its orchestrator does, without waiting.</summary>
    public async Task<int> SendUntilDoneAsync(IChannel channel, int mostVisits = 20)
    {
        var progress = await SendAsync(channel);
        var visits = 1;
        for (; progress.State is LaneState.More or LaneState.Wait && visits < mostVisits; visits++)
        {
            progress = await SendAsync(channel, progress.Next with { NotBefore = null });
        }

        Assert.Equal(LaneState.Done, progress.State);
        return visits;
    }

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

    public async Task<ChannelAccount> StoredAccountAsync() => (await _accounts.FindAsync(Account.TenantId, Account.Id, default))!;

    /// <summary>A person pauses the task through this process.</summary>
    public async Task PauseAsync()
    {
        var task = await StoredTaskAsync();
        await ChangedAsync(await Tasks.UpdateAsync(task.Pause(CampaignTask.PausedByUser, DateTimeOffset.UtcNow), null, default), default);
    }

    public Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        _controls.Changed(task);
        return System.Threading.Tasks.Task.CompletedTask;
    }

    private static ChannelAccount NewAccount(Pacing pacing) => new()
    {
        TenantId = "t1",
        Id = "a1",
        Name = "News",
        Channel = ChannelKind.Email,
        Provider = "scripted",
        Settings = new Dictionary<string, string>(),
        SealedSecrets = new Dictionary<string, string>(),
        Pacing = pacing,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private static CampaignTask NewTask(ChannelAccount account, int size, bool stopOnFailure) => new()
    {
        TenantId = account.TenantId,
        Id = "k1",
        Name = "Announcement",
        Channel = account.Channel,
        Accounts = [account.Id],
        Audience = new PastedList(Version: 1, size, Duplicates: 0),
        Creative = new Creative("Hello", "Hi {{firstName|there}}", Html: null),
        StopOnFailure = stopOnFailure,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private static Run NewRun(CampaignTask task) => new()
    {
        TenantId = task.TenantId,
        TaskId = task.Id,
        Id = task.CurrentRun!,
        Occurrence = Start,
        Lanes = 1,
        StartedAt = Start,
    };
}
