using System.Text;
using CampaignTasks.Api.Imports;
using CampaignTasks.Api.Tests.Facts;
using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Orders;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Api.Tests.Erasures;

/// <summary>Files with a contact who is deleted during their import.</summary>
public sealed class ErasedImportTests : IImportRunner
{
    private readonly ErasureScans _scans = new();
    private readonly InMemoryOrderStore _orders = new();
    private readonly ImportChunkProcessor _parts;

    public ErasedImportTests()
    {
        var conversions = new ConversionService(
            _orders,
            new InMemoryTouchStore(),
            new InMemoryConversionStore(),
            new InMemorySettingsStore()
        );
        _parts = new ImportChunkProcessor(
            _scans.Imports,
            new ContactImport(_scans.Contacts, new InMemorySettingsStore(), _scans.Quota, Publishers.Idle, _scans.Time),
            new OrderService(_orders, conversions, Publishers.Idle),
            new EventService(_scans.Events, _scans.Contacts, Publishers.Idle, _scans.Time),
            _scans.Erased,
            _scans.Time
        );
    }

    [Fact]
    public async Task File_SentBeforeTheDeletion_DoesNotBringTheContactBack_AndTheErasureWaitsForIt()
    {
        var contacts = await TakeAsync(ImportKind.Contacts, "id,email\nann,ann@example.net\nbob,bob@example.net\n");
        var orders = await TakeAsync(
            ImportKind.Orders,
            "id,contact,at,status,product,quantity,price,currency\no1,ann,2026-01-01T00:00:00Z,successful,p1,1,5,EUR\no2,bob,2026-01-01T00:00:00Z,successful,p1,1,5,EUR\n"
        );
        var erasure = await _scans.EraseAsync("ann");

        var (scan, _, isDone) = await _scans.RoundAsync(await _scans.BeginAsync());
        Assert.False(isDone);
        await DoAsync(contacts);
        await DoAsync(orders);

        Assert.True((await _scans.RoundAsync(scan)).IsDone);
        Assert.Equal(ErasureStatus.Completed, (await _scans.StoredAsync(erasure)).Status);
        Assert.Equal(
            [null, "bob"],
            (await _scans.Contacts.FindManyAsync(Any.TenantId, ["ann", "bob"], default)).Select(contact => contact?.Id)
        );
        Assert.Empty((await _orders.ReadHistoryAsync(Any.TenantId, "ann", default)).Orders);
        Assert.Single((await _orders.ReadHistoryAsync(Any.TenantId, "bob", default)).Orders);
        var faults = (await _scans.Imports.FindAsync(Any.TenantId, contacts.Id, default))!.Faults;
        Assert.Equal(
            (2, true),
            (Assert.Single(faults).Line, faults[0].Reason.StartsWith("The contact was deleted", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task File_SentAfterTheDeletion_StoresTheContactAnew()
    {
        await _scans.EraseAsync("ann");
        _scans.Time.Advance(TimeSpan.FromSeconds(1));
        var contacts = await TakeAsync(ImportKind.Contacts, "id,email\nann,ann@example.net\n");

        Assert.True((await _scans.RoundAsync(await _scans.BeginAsync())).IsDone);
        await DoAsync(contacts);

        Assert.NotNull(await _scans.Contacts.FindAsync(Any.TenantId, "ann", default));
    }

    [Fact]
    public async Task Part_ThatWasBeingStoredAtTheDeletion_IsTakenOutAgain()
    {
        var sent = _scans.Time.GetUtcNow();
        await _scans.EraseAsync("eve");
        var known = await _scans.Erased.SinceAsync(Any.TenantId, sent, default);
        await _scans.EraseAsync("ann");
        foreach (var id in new[] { "ann", "bob", "eve" })
        {
            await _scans.AddContactAsync(id);
        }

        await _scans.Erased.EraseAgainAsync(Any.TenantId, sent, known, ["ann", "bob"], default);

        Assert.Equal(
            [null, "bob", "eve"],
            (await _scans.Contacts.FindManyAsync(Any.TenantId, ["ann", "bob", "eve"], default)).Select(contact => contact?.Id)
        );
    }

    [Fact]
    public async Task File_ThatBreaksOff_LeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            TakeAsync(
                ImportKind.Contacts,
                new BreakingStream("id,email\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => $"c{n},c{n}@example.net\n")))
            )
        );

        Assert.Equal(0, _scans.Imports.Parts);
    }

    Task IImportRunner.StartAsync(ImportJob job, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<ImportJob> TakeAsync(ImportKind kind, string file) => TakeAsync(kind, new MemoryStream(Encoding.UTF8.GetBytes(file)));

    private async Task<ImportJob> TakeAsync(ImportKind kind, Stream file)
    {
        var job = new ImportJob
        {
            TenantId = Any.TenantId,
            Id = Samples.Id(kind is ImportKind.Contacts ? 1 : 2),
            Kind = kind,
            CreatedAt = _scans.Time.GetUtcNow(),
        };
        return await new ImportUpload(_scans.Imports, new InMemorySettingsStore(), this, _scans.Time).TakeAsync(
            job,
            file,
            isCsv: true,
            default
        );
    }

    private async Task DoAsync(ImportJob job)
    {
        while (!await _parts.ProcessNextAsync(new ImportRef(job.TenantId, job.Id), default)) { }
    }

    /// <summary>A file whose sender goes away before its end.</summary>
    private sealed class BreakingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was reset.");
    }
}
