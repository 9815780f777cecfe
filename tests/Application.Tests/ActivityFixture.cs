using System.Globalization;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Runs;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Tests.Automations;
using CampaignTasks.Application.Tests.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CampaignTasks.Application.Tests;

/// <summary>
/// Activities with the services that the app gives them, over stores in memory, a provider that answers as a test says, and a clock that
/// stands at <see cref="Any.Now"/>.
/// </summary>
internal sealed class ActivityFixture : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly RecordedNotifications _notifications = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<RunMonitor> _monitors = [];

    public ActivityFixture(int sendersOfOneTenant = 100)
    {
        Tasks = new InterruptedTaskStore(new InMemoryTaskStore());
        Channel = new ScriptedChannel(hasIdempotencyKey: true, (message, request) => Answer(message, request))
        {
            Provider = Any.Account().Provider,
        };
        _services = Compose(sendersOfOneTenant).BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Any.Now);

    public InterruptedTaskStore Tasks { get; }

    public InMemoryAccountStore Accounts { get; } = new();

    public InMemoryTenantStore Tenants { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    /// <summary>What interrupts turns of automations.</summary>
    public Interruptions Interruptions { get; } = new();

    public InMemoryAudienceSnapshotStore Snapshots { get; } = new();

    public InMemorySingleMessageStore Singles { get; } = new();

    public InMemoryContactStore Contacts { get; } = new();

    public InMemoryUnsubscribeStore Unsubscribes { get; } = new();

    public InMemoryImportStore Imports { get; } = new();

    public InMemoryErasureStore Erasures { get; } = new();

    /// <summary>The tasks of which the notifier was notified.</summary>
    public IReadOnlyCollection<CampaignTask> Notified => _notifications.Notified;

    public ScriptedChannel Channel { get; }

    /// <summary>The provider's answer to a message; the number of the request is from 1.</summary>
    public Func<OutgoingMessage, int, SendOutcome> Answer { get; set; } = ScriptedChannel.Accept;

    public Mock<DurableTaskClient> Client { get; } = new("");

    public TService Get<TService>()
        where TService : notnull => _services.GetRequiredService<TService>();

    /// <summary>Creates a service of which a test gives some parts itself.</summary>
    public TService Create<TService>(params object[] parts) => ActivatorUtilities.CreateInstance<TService>(_services, parts);

    public Task<TaskStep> NextStepAsync() => CallAsync<NextStepActivity, TaskRef, TaskStep>(new(Any.TenantId, Any.TaskId));

    public Task<TaskStep> PlanRunAsync() => CallAsync<PlanRunActivity, RunRef, TaskStep>(RunRef);

    public Task<TaskStep> FinishRunAsync() => CallAsync<FinishRunActivity, RunRef, TaskStep>(RunRef);

    public Task<string?> PauseTaskAsync(string reason) => CallAsync<PauseTaskActivity, RunFailure, string?>(new(RunRef, reason));

    public Task<LaneResult> SendPagesAsync(LaneWork work, string instanceId = "lane") =>
        CallAsync<SendPagesActivity, LaneWork, LaneResult>(work, instanceId);

    /// <summary>Calls an activity as the engine does: a new instance for every call.</summary>
    public Task<TResult> CallAsync<TActivity, TInput, TResult>(TInput input, string instanceId = "instance")
        where TActivity : TaskActivity<TInput, TResult> =>
        ActivatorUtilities.GetServiceOrCreateInstance<TActivity>(_services).RunAsync(new NamedActivity(instanceId), input);

    /// <summary>The process is asked to stop.</summary>
    public void Stop() => _stopping.Cancel();

    public static RunRef RunRef => new(Any.TenantId, Any.TaskId, Any.RunId.ToString());

    /// <summary>A running task of a list of so many people.</summary>
    public static CampaignTask RunningTask(int people = 1) => Running(Any.Plan(), people);

    /// <summary>A running task of a plan, its list of so many people.</summary>
    public static CampaignTask Running(TaskPlan plan, int people = 1) =>
        Any.Task(CampaignTaskStatus.Running) with
        {
            Plan = plan with { Audience = new PastedList(Version: 1, people, Duplicates: 0) },
        };

    /// <summary>Stores a task, its list and its account.</summary>
    public async Task<CampaignTask> StoreAsync(CampaignTask task, ChannelAccount? account = null)
    {
        await Accounts.AddAsync(account ?? Any.Account(), default);
        var people = task.Plan.Audience is PastedList list ? Math.Min(list.Size, 1_000) : 0;
        return await Tasks.AddAsync(task, [.. Enumerable.Range(0, people).Select(AddressOf)], default);
    }

    /// <summary>Stores a running task and its planned run of so many messages.</summary>
    public async Task<Run> StorePlannedAsync(int messages = 3, CampaignTask? task = null, Run? run = null, ChannelAccount? account = null)
    {
        await StoreAsync(task ?? RunningTask(messages), account);
        return await AddRunAsync(messages, run);
    }

    /// <summary>Opens a run and gives it pages.</summary>
    public async Task<Run> AddRunAsync(int messages, Run? run = null)
    {
        string[][] pages = [.. Enumerable.Range(0, messages).Select(AddressOf).Chunk(LedgerPage.Capacity)];
        var opened = await Runs.OpenAsync((run ?? Any.Run()) with { Pages = pages.Length }, default);
        await Ledger.AddPagesAsync(opened, [.. pages.Select((page, number) => LedgerPage.Plan(number, page, Any.Now))], default);
        return opened;
    }

    /// <summary>The one lane of the stored run, as a step of it sends through these accounts.</summary>
    public async Task<LaneContext> LaneAsync(params IReadOnlyList<ChannelAccount> accounts)
    {
        var run = await StoredRunAsync();
        var monitor = Get<RunMonitors>().Subscribe(run);
        _monitors.Add(monitor);
        return new LaneContext
        {
            Task = (await monitor.ReadAsync(default))!,
            Run = run,
            Lane = 0,
            Accounts =
            [
                .. accounts
                    .DefaultIfEmpty(Any.Account())
                    .Select(account => new LaneAccount(
                        new ResolvedAccount(account, new Dictionary<string, string>()),
                        Channel,
                        Get<AdaptiveConcurrencyLimiters>().Of(account.Id),
                        Callback: null
                    )),
            ],
            Monitor = monitor,
            Memory = Get<SendingMemory>(),
        };
    }

    /// <summary>Changes one message of the first page as nobody else would.</summary>
    public async Task ChangeAsync(int index, Func<LedgerMessage, LedgerMessage> change, string? claimId = null)
    {
        var run = await StoredRunAsync();
        var page = (await Ledger.ReadPageAsync(run, 0, default))!;
        var messages = page.Messages.Select((message, i) => i == index ? change(message) : message);
        await Ledger.SavePageAsync(run, new LedgerPage(0, messages, claimId ?? page.ClaimId, page.ETag), default);
    }

    public async Task<CampaignTask> StoredTaskAsync() => (await Tasks.FindAsync(Any.TenantId, Any.TaskId, default))!;

    public async Task<Run> StoredRunAsync() => (await Runs.FindAsync(Any.RunId, default))!;

    public async Task<IReadOnlyList<LedgerMessage>> MessagesAsync() =>
        await Runs.FindAsync(Any.RunId, default) is { } run ? [.. (await PagesAsync(run)).SelectMany(page => page.Messages)] : [];

    public async Task<IReadOnlyList<MessageState>> StatesAsync() => [.. (await MessagesAsync()).Select(message => message.State)];

    /// <summary>The task's log, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> LogAsync() =>
        [.. (await Tasks.ListEntriesAsync(Any.TenantId, Any.TaskId, limit: 100, cursor: null, default)).Items.Reverse()];

    /// <summary>The versions of all that is stored of the task, and the number of requests: equal when nothing was done.</summary>
    public async Task<IReadOnlyList<string?>> VersionsAsync()
    {
        List<string?> versions = [(await Tasks.FindAsync(Any.TenantId, Any.TaskId, default))?.ETag];
        foreach (var run in (await Runs.ListAsync(Any.TenantId, Any.TaskId, limit: 100, cursor: null, default)).Items)
        {
            versions.AddRange([run.ETag, .. (await PagesAsync(run)).Select(page => page.ETag)]);
        }

        return [.. versions, Channel.Requests.Count.ToString(CultureInfo.InvariantCulture)];
    }

    public void Dispose()
    {
        _monitors.ForEach(monitor => monitor.Dispose());
        _services.Dispose();
        _stopping.Dispose();
    }

    public static string AddressOf(int person) => string.Create(CultureInfo.InvariantCulture, $"user{person}@example.net");

    private async Task<IReadOnlyList<LedgerPage>> PagesAsync(Run run) =>
        await Ledger.ReadAllPagesAsync(run, openOnly: false, default).OrderBy(page => page.Number).ToListAsync();

    private IServiceCollection Compose(int sendersOfOneTenant) =>
        new ServiceCollection()
            .AddRuns()
            .AddAudiences()
            .AddErasures()
            .Configure<SendingOptions>(options => options.SendersOfOneTenant = sendersOfOneTenant)
            .AddSingleton(Time)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStopping == _stopping.Token))
            .AddSingleton(Client.Object)
            .AddSingleton<ITaskNotifier>(_notifications)
            .AddSingleton<IStorageErrors, StorageErrors>()
            .AddSingleton<IChannel>(Channel)
            .AddSingleton<ISecretProtector>(new AesGcmSecretProtector(new byte[AesGcmSecretProtector.KeyBytes], []))
            .AddSingleton<ITaskStore>(Tasks)
            .AddSingleton<IAccountStore>(Accounts)
            .AddSingleton<IAudienceSnapshotStore>(Snapshots)
            .AddSingleton<ISingleMessageStore>(Singles)
            .AddSingleton<IContactStore>(Contacts)
            .AddSingleton<IImportStore>(Imports)
            .AddSingleton<IErasureStore>(Erasures)
            .AddSingleton<IQuotaStore, InMemoryQuotaStore>()
            .AddSingleton<ITenantStore>(Tenants)
            .AddSingleton<ISettingsStore, InMemorySettingsStore>()
            .AddSingleton<ITouchStore, InMemoryTouchStore>()
            .AddSingleton<IOrderStore, InMemoryOrderStore>()
            .AddSingleton<IProductStore, InMemoryProductStore>()
            .AddFactStores()
            .AddInterruptedStores(Interruptions, Runs, Ledger)
            .AddSingleton<IConversionStore, InMemoryConversionStore>()
            .AddSingleton<IUnsubscribeStore>(Unsubscribes)
            .AddSingleton<IAudienceStore, InMemoryAudienceStore>()
            .AddSingleton<ICreativeStore, InMemoryCreativeStore>()
            .AddSingleton<IInboundMessageStore, InMemoryInboundMessageStore>()
            .AddSingleton<ITenantCounters, InMemoryTenantCounters>()
            .AddSingleton<ISandboxOutbox, InMemorySandboxOutbox>()
            .AddSingleton<ConsentService>()
            .AddSuppressions()
            .AddSingleton<IPushSubscriptionStore, InMemoryPushSubscriptionStore>()
            .AddSingleton<IMovedRecipients, MovedRecipients>()
            .AddSingleton<EligibilityCheckerFactory>()
            .AddSingleton<RecipientSnapshotReader>()
            .AddSingleton<UnsubscribeLinks>()
            .AddSingleton<ImportChunkProcessor>()
            .AddSingleton<ContactImport>()
            .AddSingleton<OrderService>()
            .AddSingleton<EventService>()
            .AddSingleton<ConversionService>()
            .AddOptions<AppOptions>()
            .Services;
}
