using System.Globalization;
using CampaignTasks.Api.Tests.Facts;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Erasures;

/// <summary>Scans of stores in memory, step by step, as the orchestration makes them.</summary>
internal sealed class ErasureScans : IErasureRunner
{
    private readonly InMemoryAudienceSnapshotStore _frozen = new();
    private readonly InMemorySettingsStore _settings = new();
    private readonly ErasureService _service;
    private readonly LedgerErasureScanner _scanner;
    private int _erasures;

    public ErasureScans()
    {
        var subjects = new ErasureSubjectProtector(
            new AesGcmSecretProtector(new byte[32], []),
            NullLogger<ErasureSubjectProtector>.Instance
        );
        var eraser = new ContactEraser(
            Contacts,
            new InMemoryOrderStore(),
            Touches,
            new InMemoryAudienceStore(),
            Events,
            Carts,
            new InMemoryPushSubscriptionStore(),
            new InMemoryWebhookDeliveryStore(),
            new InMemoryReceivedMessageStore(),
            new InMemoryInboxStore(),
            new JourneyEraser(new InMemoryJourneyStore(), new InMemoryJourneyIndex(), Time),
            Quota,
            Publishers.Idle,
            Time
        );
        Notes = new ErasureRequests(Erasures, subjects, eraser, Imports, Time);
        Erased = new ErasedContacts(Erasures, subjects, eraser);
        _service = new ErasureService(Erasures, Notes, subjects, this, Time, NullLogger<ErasureService>.Instance);
        var automations = new InMemoryAutomationStore();
        _scanner = new LedgerErasureScanner(
            Tasks,
            automations,
            new SendingTasks(Tasks, automations),
            Runs,
            Ledger,
            new LedgerEraser(Tasks, Runs, Ledger, new InMemorySandboxOutbox(), Time),
            Notes
        );
        Reader = new AudienceSnapshotter(
            _frozen,
            Tasks,
            new AudienceSources([new PastedListSource(new AddressCandidates(Contacts, _settings))])
        );
        Planner = new RunPlanner(Reader, Runs, Ledger, Contacts, _settings, new StorageRetry(new StorageErrors(), Time), Time);
    }

    public ContactQuota Quota { get; } =
        new(new InMemoryTenantCounters(), new TenantQuotaLimits(new InMemoryTenantStore(), Options.Create(new QuotaOptions())));

    public FakeTimeProvider Time { get; } = new(Any.Now);

    public InMemoryTaskStore Tasks { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    public InMemoryContactStore Contacts { get; } = new();

    public InMemoryTouchStore Touches { get; } = new();

    public InMemoryEventStore Events { get; } = new();

    public InMemoryCartStore Carts { get; } = new();

    public InMemoryErasureStore Erasures { get; } = new();

    public InMemoryImportStore Imports { get; } = new();

    public ErasureRequests Notes { get; }

    public ErasedContacts Erased { get; }

    public AudienceSnapshotter Reader { get; }

    public RunPlanner Planner { get; }

    /// <summary>A running task of a pasted list and its run, which is not planned yet.</summary>
    public async Task<(CampaignTask Task, Run Run)> OpenAsync(params string[] addresses)
    {
        var task = await Tasks.AddAsync(
            Any.Task(CampaignTaskStatus.Running) with
            {
                Plan = Any.Plan() with { Audience = new PastedList(1, addresses.Length, 0) },
            },
            addresses,
            default
        );
        return (task, await Runs.OpenAsync(Any.Run() with { Status = RunStatus.Planning, Pages = 0 }, default));
    }

    public async Task<Run> PlanAsync(CampaignTask task, Run run) =>
        await Runs.UpdateAsync(await Planner.PlanAsync(task, run, default), default);

    /// <summary>Deletes a contact, stored just before if it is not there.</summary>
    public async Task<Erasure> EraseAsync(string contact)
    {
        var stored = await Contacts.FindAsync(Any.TenantId, contact, default) ?? await AddContactAsync(contact);
        return await _service.EraseAsync(string.Create(CultureInfo.InvariantCulture, $"01k9erasure{++_erasures:d15}"), stored, default);
    }

    public Task<Contact> AddContactAsync(string id) =>
        Contacts.SaveAsync(Samples.Contact(id, Any.TenantId) with { CreatedAt = Time.GetUtcNow() }, default);

    public async Task<Erasure> StoredAsync(Erasure erasure) => (await Erasures.FindAsync(erasure.TenantId, erasure.Id, default))!;

    /// <summary>Begins a scan.</summary>
    public async Task<ErasureScan> BeginAsync(string scanId = "scan")
    {
        var scan = new ErasureScan(Any.TenantId, scanId, Since: Time.GetUtcNow());
        Assert.True(await Notes.BeginAsync(scan, default));
        return scan;
    }

    /// <summary>One step.</summary>
    public Task<ErasureStep> StepAsync(ErasureScan scan) => _scanner.ContinueAsync(scan, default);

    /// <summary>A whole round, each step made twice, as after a crash.</summary>
    /// <returns>The scan, ready for the next round, and whether its erasures are done.</returns>
    public async Task<(ErasureScan Scan, int Steps, bool IsDone)> RoundAsync(ErasureScan scan)
    {
        for (var steps = 1; ; steps++)
        {
            await StepAsync(scan);
            var step = await StepAsync(scan);
            scan = step.Next;
            if (step.IsThrough)
            {
                var isDone = await Notes.EndAsync(scan, default);
                Time.Advance(TimeSpan.FromMinutes(10));
                return (scan with { Round = scan.Round + 1, RunsLeft = 0, Before = scan.Since, Since = Time.GetUtcNow() }, steps, isDone);
            }
        }
    }

    public async Task<LedgerMessage> MessageAsync(Run run, int page, int index) =>
        (await Ledger.ReadPageAsync(run, page, default))!.Messages[index];

    /// <summary>Nothing: walks are made by the test.</summary>
    public Task StartAsync(string tenantId, CancellationToken cancellationToken) => Task.CompletedTask;
}
