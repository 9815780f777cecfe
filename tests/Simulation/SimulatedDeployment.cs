using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Orchestrations;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Simulation;

/// <summary>
/// A deployment in one thread: stores, a provider, and processes of the app that come and go, on a clock that jumps from event to event.
/// The same seed and the same calls give the same life. Members that return tasks run the simulation until they are done, on the caller's
/// thread.
/// </summary>
internal sealed class SimulatedDeployment : IAsyncDisposable
{
    /// <summary>When worlds begin unless told otherwise: a Monday morning.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly ProcessThreads _outside;
    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<ChannelAccount> _accounts = [];

    private SimulatedDeployment(int seed, DateTimeOffset start, Settings settings)
    {
        (Seed, Settings) = (seed, settings);
        Loop = new Loop(start, settings.Shuffle ? new Random(seed + 1) : null);
        Trace = new EventTrace(Loop);
        _outside = new ProcessThreads(Loop);
        OutsideTime = new ProcessClock(_outside);
        Hub = new OrchestrationHub(OutsideTime, new Random(seed), settings.HubUnrest);
        Faults = settings.Faults?.Invoke(new Random(seed + 2)) ?? new NoFaults();
        Tenants.AddAsync(new Tenant(Any.TenantId, "Company", start), default);
        Client = new Client(this, _outside);
    }

    public int Seed { get; }

    public Settings Settings { get; }

    public Loop Loop { get; }

    public EventTrace Trace { get; }

    public FaultModel Faults { get; set; }

    public CrashSchedule Crashes { get; } = new();

    public ScriptedProvider Provider { get; } = new();

    /// <summary>A person, or a program, that uses the API.</summary>
    public Client Client { get; }

    /// <summary>A clock that no process owns.</summary>
    public TimeProvider OutsideTime { get; }

    public InMemoryTaskStore Tasks { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    public InMemoryAudienceSnapshotStore Audiences { get; } = new();

    public InMemoryContactStore Contacts { get; } = new();

    public InMemoryPushSubscriptionStore Subscriptions { get; } = new();

    public InMemoryErasureStore Erasures { get; } = new();

    /// <summary>Orders; reading them meets no weather.</summary>
    public InMemoryOrderStore Orders { get; } = new();

    public InMemoryTouchStore Touches { get; } = new();

    public InMemoryUnsubscribeStore Unsubscribes { get; } = new();

    public InMemorySettingsStore Preferences { get; } = new();

    public InMemoryAccountStore Accounts { get; } = new();

    public InMemoryQuotaStore Quotas { get; } = new();

    public InMemoryTenantStore Tenants { get; } = new();

    public OrchestrationHub Hub { get; }

    /// <summary>What the provider was asked, in order.</summary>
    public IReadOnlyList<Request> Requests => Provider.Requests;

    /// <summary>What wall clocks show.</summary>
    public DateTimeOffset Now => Loop.Now;

    /// <summary>How long it has run, whatever was done to the wall clock.</summary>
    public TimeSpan Elapsed => Loop.Elapsed;

    /// <summary>The process that was started last, or null while none lives.</summary>
    public SimulatedProcess? Process => _processes.LastOrDefault(process => !process.IsDead);

    /// <summary>A world with a process that has just been started.</summary>
    /// <param name="seed">Where chance begins: ids, the order of what happens at once when shuffled, the weather.</param>
    /// <param name="start">What its clocks show; <see cref="Monday"/> by default.</param>
    /// <param name="settings">How it is made; the defaults are for long, calm times.</param>
    public static SimulatedDeployment Create(int seed = 1, DateTimeOffset? start = null, Settings? settings = null)
    {
        var world = new SimulatedDeployment(seed, start ?? Monday, settings ?? new Settings());
        world.Restart();
        world.Loop.RunUntil(static () => true, TimeSpan.Zero);
        return world;
    }

    /// <summary>Adds an account of the scripted provider; the channel's first is its default.</summary>
    public ChannelAccount AddAccount(ChannelKind channel = ChannelKind.Email, Pacing? pacing = null, bool hasKey = true)
    {
        var account = Any.Account() with
        {
            Id = $"01k9account00000000000000{_accounts.Count:x}{channel.ToString()[0]}".ToLowerInvariant()[..26],
            Channel = channel,
            Provider = hasKey ? ScriptedSender.Keyed : ScriptedSender.Keyless,
            IsDefault = _accounts.TrueForAll(other => other.Channel != channel),
            Pacing = pacing ?? Pacing.None,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        _accounts.Add(account);
        return Accounts.AddAsync(account, default).Result;
    }

    /// <summary>Runs until the condition holds; it is asked after every instant at which something happened.</summary>
    /// <exception cref="TimeoutException">It did not come to hold within the limit; the message tells what happened last.</exception>
    public Task RunUntilAsync(Func<bool> condition, TimeSpan limit) =>
        Loop.RunUntil(condition, limit)
            ? Task.CompletedTask
            : throw new TimeoutException($"The condition did not come to hold until {Now:O} (seed {Seed}).\n{Trace}");

    /// <summary>Lets time pass.</summary>
    public Task RunForAsync(TimeSpan time)
    {
        Loop.RunUntil(static () => false, time);
        return Task.CompletedTask;
    }

    /// <summary>Does something at a later time, whatever runs then.</summary>
    public void After(TimeSpan time, Action action) => OutsideTime.CreateTimer(_ => action(), null, time, Timeout.InfiniteTimeSpan);

    /// <summary>Ends every process as <c>kill -9</c> does: what it had in memory is gone, what it was doing stops where it waits.</summary>
    public void Kill()
    {
        foreach (var process in _processes.Where(process => !process.IsDead))
        {
            Die(process.Threads, "killed");
        }
    }

    /// <summary>Ends one process so.</summary>
    public void Kill(int process) => Die(_processes[process - 1].Threads, "killed");

    /// <summary>Starts another process over the same stores.</summary>
    public SimulatedProcess Restart()
    {
        var process = new SimulatedProcess(this, _processes.Count + 1);
        _processes.Add(process);
        Trace.Add("start", $"process {process.Number}");
        process.Start();
        return process;
    }

    /// <summary>
    /// The process that makes the n-th call to storage from now dies there, and is started again by whoever watches over it.
    /// </summary>
    public void KillAtCall(long calls, Crash death) => Crashes.Plan(Crashes.Calls + calls, death);

    public bool IsAlive(int process) => !_processes[process - 1].IsDead;

    /// <summary>The task as stored.</summary>
    public CampaignTask Find(CampaignTask task) => Tasks.FindAsync(task.TenantId, task.Id, default).Result!;

    /// <summary>The task's runs as stored, the newest first.</summary>
    public IReadOnlyList<Run> RunsOf(CampaignTask task) =>
        Runs.ListAsync(task.TenantId, task.Id, limit: 10_000, null, default).Result.Items;

    /// <summary>All messages of the task's runs, in the order of runs and pages, oldest first.</summary>
    public IReadOnlyList<LedgerMessage> MessagesOf(CampaignTask task) =>
        [.. RunsOf(task).Reverse().SelectMany(run => PagesOf(run).SelectMany(page => page.Messages))];

    /// <summary>A run's pages as stored.</summary>
    public IEnumerable<LedgerPage> PagesOf(Run run) =>
        Enumerable.Range(0, run.Pages).Select(page => Ledger.ReadPageAsync(run, page, default).Result!);

    public ValueTask DisposeAsync()
    {
        Kill();
        _processes.ForEach(static process => process.Dispose());
        return ValueTask.CompletedTask;
    }

    internal void Die(ProcessThreads threads, string why)
    {
        Trace.Add("death", why);
        threads.Die();
        if (Settings.RestartsAfter is { } pause && why != "killed")
        {
            After(pause, () =>
            {
                if (Process is null)
                {
                    Restart();
                }
            });
        }
    }
}
