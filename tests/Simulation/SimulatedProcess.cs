using System.Reflection;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Simulation.Orchestrations;
using CampaignTasks.Storage;
using CampaignTasks.Testing.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Simulation;

/// <summary>
/// One start of the app: its real services over a wire to the stores that outlive it. Killed, it leaves nothing behind but what is stored.
/// </summary>
internal sealed class SimulatedProcess : IDisposable
{
    private static readonly TimeSpan BetweenReconciliations = TimeSpan.FromMinutes(5);
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod(
        "ExecuteAsync",
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    private readonly ProcessThreads _threads;
    private readonly Settings _settings;
    private readonly IServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];

    public SimulatedProcess(SimulatedDeployment world, int number)
    {
        (Number, _threads, _settings) = (number, new ProcessThreads(world.Loop), world.Settings);
        Time = new ProcessClock(_threads);
        _services = Compose(world, new StorageWire(world, _threads, Time)).BuildServiceProvider();
    }

    /// <summary>Which start of the app it is, from 1.</summary>
    public int Number { get; }

    public TimeProvider Time { get; }

    public bool IsDead => _threads.IsDead;

    public ProcessThreads Threads => _threads;

    public IServiceProvider Services => _services;

    /// <summary>Starts what the app's host starts.</summary>
    public void Start()
    {
        foreach (var service in _services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            // The base class begins its services on the thread pool; here they begin on the process' own threads.
            _running.Add(_threads.Begin(() => (Task)Execute.Invoke(service, [_stopping.Token])!));
        }

        if (_settings.ReconcilesErasures)
        {
            _ = _threads.Begin(ReconcileErasuresAsync);
        }
    }

    /// <summary>Asks it to end as a host does; it is done when the task is.</summary>
    public Task StopAsync() =>
        _threads.Begin(async () =>
        {
            _stopping.Cancel();
            await Task.WhenAny(Task.WhenAll(_running), Task.Delay(TimeSpan.FromMinutes(1), Time));
        });

    // Its services are left as they are: what was killed cleans nothing up.
    public void Dispose() => _stopping.Dispose();

    private async Task ReconcileErasuresAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(BetweenReconciliations, Time);
            await _services.GetRequiredService<ErasureReconciler>().StartAllAsync(_stopping.Token);
        }
    }

    private ServiceCollection Compose(SimulatedDeployment world, StorageWire wire)
    {
        var services = new ServiceCollection();
        services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<CampaignTasks.Domain.IStorageErrors, CampaignTasks.Storage.StorageErrors>()
            .AddSingleton(wire)
            .AddSingleton(world.Hub)
            .AddSingleton(world.Trace)
            .AddSingleton(new PollingDelay(new Random(world.Seed + Number), world.Settings.Polling))
            .AddSingleton<IHostApplicationLifetime>(new ProcessLifetime(_stopping.Token))
            .AddSingleton<ILoggerFactory>(new TraceLoggers(world.Trace))
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<ITaskStore>(new WiredTaskStore(world.Tasks, wire))
            .AddSingleton<IAccountStore>(new WiredAccountStore(world.Accounts, wire))
            .AddSingleton<IQuotaStore>(new WiredQuotaStore(world.Quotas, wire))
            .AddSingleton<ITenantStore>(new WiredTenantStore(world.Tenants, wire))
            .AddSingleton<IContactStore>(new WiredContactStore(world.Contacts, wire))
            .AddSingleton<ISettingsStore>(new WiredSettingsStore(world.Preferences, wire))
            .AddSingleton<IOrderStore>(world.Orders)
            .AddSingleton<IAudienceStore, InMemoryAudienceStore>()
            .AddSingleton<ICreativeStore, InMemoryCreativeStore>()
            .AddSingleton<IProductStore, InMemoryProductStore>()
            .AddAutomationStores()
            .AddSingleton<IImportStore, InMemoryImportStore>()
            .AddSingleton<IErasureStore>(new WiredErasureStore(world.Erasures, wire))
            .AddSingleton<IInboundMessageStore, InMemoryInboundMessageStore>()
            .AddSingleton<ITenantCounters, InMemoryTenantCounters>()
            .AddSingleton<ISandboxOutbox, InMemorySandboxOutbox>()
            .AddSingleton<IAudienceSnapshotStore>(new WiredAudienceSnapshotStore(world.Audiences, wire))
            .AddSingleton<IRunStore>(new WiredRunStore(world.Runs, wire))
            .AddSingleton<ILedger>(new WiredLedger(world.Ledger, wire))
            .AddSingleton<IChannel>(new ScriptedSender(world, this, hasKey: true))
            .AddSingleton<IChannel>(new ScriptedSender(world, this, hasKey: false))
            .AddSingleton<ISecretProtector, OpenBox>()
            .AddSingleton<Reconciler>()
            .AddSingleton<ImportReconciler>()
            .AddSingleton<ErasureReconciler>()
            .AddErasures()
            .AddSingleton<UnsubscribeLinks>()
            .AddSingleton<ConsentService>()
            .AddSingleton<SuppressionRecorder>()
            .AddSingleton<SuppressionFacts>()
            .AddSingleton<ITouchStore>(world.Touches)
            .AddSingleton<IUnsubscribeStore>(world.Unsubscribes)
            .AddSingleton<ICampaignStore, InMemoryCampaignStore>()
            .AddSingleton<ISiteStore, InMemorySiteStore>()
            .AddSingleton<Ulids>()
            .AddSingleton<RecipientSnapshotReader>()
            .AddSingleton<IMovedRecipients, MovedRecipients>()
            .AddSingleton<EligibilityCheckerFactory>()
            .AddTasks()
            .AddAudiences()
            .AddRuns()
            .AddSingleton<DurableTaskClient, HubClient>()
            .AddHostedService<ReconciliationAtStart>()
            .AddDurableTaskWorker(worker => worker.AddTasks(DurableTasks.Register).UseBuildTarget<HubWorker>());
        return services;
    }

    // Accounts of the simulation have no secrets.
    private sealed class OpenBox : ISecretProtector
    {
        public string Protect(string secret, string place) => secret;

        public string Unprotect(string sealedSecret, string place) => sealedSecret;
    }
}
