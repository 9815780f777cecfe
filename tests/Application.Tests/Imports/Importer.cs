using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Tests.Imports;

/// <summary>Imports of CSV files, NDJSON for events, into stores in memory, carried out at once.</summary>
internal sealed class Importer : IImportRunner
{
    public const string Tenant = "t1";

    private readonly InMemoryImportStore _imports = new();
    private readonly ImportChunkProcessor _parts;
    private int _files;

    public Importer()
    {
        var (touches, settings) = (new InMemoryTouchStore(), Settings);
        var publisher = Publishers.To(Automations, Inbox);
        var orders = new OrderService(Orders, new ConversionService(Orders, touches, new InMemoryConversionStore(), settings), publisher);
        var subjects = new ErasureSubjectProtector(
            new AesGcmSecretProtector(new byte[AesGcmSecretProtector.KeyBytes], []),
            NullLogger<ErasureSubjectProtector>.Instance
        );
        var quota = new ContactQuota(Counters, new TenantQuotaLimits(new InMemoryTenantStore(), Options.Create(Quotas)));
        var eraser = new ContactEraser(
            Contacts,
            Orders,
            touches,
            new InMemoryAudienceStore(),
            Events,
            new InMemoryCartStore(),
            new InMemoryPushSubscriptionStore(),
            new InMemoryWebhookDeliveryStore(),
            new InMemoryReceivedMessageStore(),
            new InMemoryInboxStore(),
            new JourneyEraser(new InMemoryJourneyStore(), new InMemoryJourneyIndex(), TimeProvider.System),
            quota,
            publisher,
            TimeProvider.System
        );
        var erased = new ErasedContacts(new InMemoryErasureStore(), subjects, eraser);
        _parts = new(
            _imports,
            new ContactImport(Contacts, settings, quota, publisher, TimeProvider.System),
            orders,
            new EventService(Events, Contacts, publisher, TimeProvider.System),
            erased,
            TimeProvider.System
        );
    }

    public InMemoryTenantCounters Counters { get; } = new();

    /// <summary>The most contacts that the tenant may have.</summary>
    public QuotaOptions Quotas { get; } = new();

    public InMemorySettingsStore Settings { get; } = new();

    public InMemoryContactStore Contacts { get; } = new();

    public InMemoryOrderStore Orders { get; } = new();

    public InMemoryEventStore Events { get; } = new();

    public RecordedAutomations Automations { get; } = new();

    public InMemoryFactInbox Inbox { get; } = new();

    public async Task<ImportJob> ImportAsync(ImportKind kind, byte[] file)
    {
        var job = new ImportJob
        {
            TenantId = Tenant,
            Id = $"file{_files++}",
            Kind = kind,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await new ImportUpload(_imports, Settings, this, TimeProvider.System).TakeAsync(
            job,
            new MemoryStream(file),
            isCsv: kind is not ImportKind.Events,
            CancellationToken.None
        );
        return (await _imports.FindAsync(Tenant, job.Id, CancellationToken.None))!;
    }

    public async Task StartAsync(ImportJob job, CancellationToken cancellationToken)
    {
        while (!await _parts.ProcessNextAsync(new ImportRef(job.TenantId, job.Id), cancellationToken)) { }
    }
}
