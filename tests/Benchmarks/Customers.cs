using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using CampaignTasks.Api.Imports;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Development;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Storage.Orders;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// A shop's people and orders, taken in by the file as the API takes them in; then the buyers of two products in a quarter, which must be
/// exactly whom a scan of everything finds. On Azurite, and ten times larger over the in-memory stores of the same ports.
/// </summary>
internal static class Customers
{
    private const int Products = 500;
    private const int Seed = 20261125;

    private static readonly BuyersFilter Filter = new(
        ["p7", "p42"],
        new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
        [OrderStatus.Successful, OrderStatus.Refunded],
        ["FR", "DE", "ES"],
        [],
        ["p99"]
    );

    /// <returns>0 when the planned set was exact, else 1.</returns>
    public static async Task<int> OnAzuriteAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var count = new RequestCount();
        var client = azurite.Account.NewTables(options => options.AddPolicy(count, HttpPipelinePosition.PerRetry));
        var tables = new StorageTables(client, Options.Create(new StorageOptions { HubName = "Shop" }));
        await new StorageInitializer(tables).EnsureAsync(CancellationToken.None);
        return await MeasureAsync(
            "Azurite",
            people: 20_000,
            orders: 100_000,
            new TableContactStore(tables),
            new TableOrderStore(tables),
            new TableImportStore(tables),
            () => count.Requests
        );
    }

    /// <returns>0 when the planned set was exact, else 1.</returns>
    public static Task<int> InMemoryAsync() =>
        MeasureAsync(
            "in memory",
            people: 200_000,
            orders: 1_000_000,
            new InMemoryContactStore(),
            new InMemoryOrderStore(),
            new InMemoryImportStore(),
            () => 0
        );

    private static async Task<int> MeasureAsync(
        string place,
        int people,
        int orders,
        IContactStore contactStore,
        IOrderStore orderStore,
        IImportStore imports,
        Func<long> requests
    )
    {
        var shop = new Shop(people, orders, Products, Seed);
        var (counted, sales, settings) = (new CountedContacts(contactStore), new CountedOrders(orderStore), new InMemorySettingsStore());
        var parts = NewParts(imports, counted, sales, settings);
        var upload = new ImportUpload(imports, settings, new Runner(parts), TimeProvider.System);
        Print($"{place}: {people:N0} contacts, {orders:N0} orders, {Products} products");
        await ImportAsync("contacts", ImportKind.Contacts, shop.ContactFiles(), upload, requests);
        await ImportAsync("orders", ImportKind.Orders, shop.OrderFiles(), upload, requests);

        var sources = new AudienceSources([new BuyersSource(sales, new ContactCandidates(counted, settings))]);
        var query = new AudienceQuery(Shop.TenantId, ChannelKind.Email, new Buyers(Filter), AsyncEnumerable.Empty<string>());
        var (before, clock) = (requests(), Stopwatch.StartNew());
        HashSet<string> planned =
        [
            .. await sources.RecipientsAsync(query, CancellationToken.None).Select(recipient => recipient.ContactId!).ToListAsync(),
        ];
        var elapsed = clock.Elapsed;
        var (expected, held) = (shop.Scan(Filter), shop.Held(Filter));
        var isExact = planned.SetEquals(expected);
        Print(
            $"  buyers: {planned.Count:N0} planned in {elapsed.TotalMilliseconds:N0} ms; a full scan finds {expected.Count:N0}: {(isExact ? "the same ones" : "NOT THE SAME")}"
        );
        Print(
            $"  read: {sales.Sales:N0} sales and {counted.Read:N0} contacts; the index holds {held.Sales:N0} such sales, {held.People:N0} people match; storage requests {requests() - before:N0}"
        );
        Print($"  peak memory, MiB: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0}");
        return isExact ? 0 : 1;
    }

    private static ImportChunkProcessor NewParts(
        IImportStore imports,
        CountedContacts contacts,
        CountedOrders sales,
        InMemorySettingsStore settings
    )
    {
        var publisher = new FactPublisher(
            new RecordedAutomations(),
            new InMemoryFactInbox(),
            new RecordedAutomations(),
            new WebhookPublisher(
                new WebhookSubscriptions(new InMemoryWebhookStore(), TimeProvider.System),
                new InMemoryWebhookDeliveryStore(),
                new InMemoryWebhookQueue(TimeProvider.System),
                TimeProvider.System,
                NullLogger<WebhookPublisher>.Instance
            ),
            NullLogger<FactPublisher>.Instance
        );
        var (events, carts) = (new InMemoryEventStore(), new InMemoryCartStore());
        var service = new OrderService(
            sales,
            new ConversionService(sales, new InMemoryTouchStore(), new InMemoryConversionStore(), settings),
            publisher
        );
        var quota = new ContactQuota(
            new InMemoryTenantCounters(),
            new TenantQuotaLimits(new InMemoryTenantStore(), Options.Create(new QuotaOptions()))
        );
        var eraser = new ContactEraser(
            contacts,
            sales,
            new InMemoryTouchStore(),
            new InMemoryAudienceStore(),
            events,
            carts,
            new InMemoryPushSubscriptionStore(),
            new InMemoryWebhookDeliveryStore(),
            new InMemoryReceivedMessageStore(),
            new InMemoryInboxStore(),
            new JourneyEraser(new InMemoryJourneyStore(), new InMemoryJourneyIndex(), TimeProvider.System),
            quota,
            publisher,
            TimeProvider.System
        );
        var subjects = new ErasureSubjectProtector(
            new AesGcmSecretProtector(new byte[AesGcmSecretProtector.KeyBytes], []),
            NullLogger<ErasureSubjectProtector>.Instance
        );
        var erased = new ErasedContacts(new InMemoryErasureStore(), subjects, eraser);
        return new ImportChunkProcessor(
            imports,
            new ContactImport(contacts, settings, quota, publisher, TimeProvider.System),
            service,
            new EventService(events, contacts, publisher, TimeProvider.System),
            erased,
            TimeProvider.System
        );
    }

    private static async Task ImportAsync(
        string what,
        ImportKind kind,
        IEnumerable<(byte[] File, int Records)> files,
        ImportUpload upload,
        Func<long> requests
    )
    {
        var (records, before, elapsed) = (0, requests(), TimeSpan.Zero);
        foreach (var (file, count) in files)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"01k{(int)kind}{records:D22}");
            var job = new ImportJob
            {
                TenantId = Shop.TenantId,
                Id = id,
                Kind = kind,
                CreatedAt = DateTimeOffset.UnixEpoch,
            };
            var clock = Stopwatch.StartNew();
            await upload.TakeAsync(job, new MemoryStream(file, writable: false), isCsv: false, CancellationToken.None);
            elapsed += clock.Elapsed;
            records += count;
        }

        Print(
            $"  {what}: {records / elapsed.TotalSeconds:N0} records/s ({elapsed.TotalSeconds:N1} s); storage requests per record {(requests() - before) / (double)records:N2}"
        );
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Carries imports out at once, as their orchestration does.</summary>
    private sealed class Runner(ImportChunkProcessor parts) : IImportRunner
    {
        public async Task StartAsync(ImportJob job, CancellationToken cancellationToken)
        {
            while (!await parts.ProcessNextAsync(new ImportRef(job.TenantId, job.Id), cancellationToken)) { }
        }
    }
}
