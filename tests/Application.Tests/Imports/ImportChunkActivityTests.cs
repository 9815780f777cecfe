using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;
using Moq;

namespace CampaignTasks.Application.Tests.Imports;

public sealed class ImportChunkActivityTests : IDisposable
{
    private const string Ann = """{"id":"ann","addresses":{"email":"ann@example.net"}}""";
    private const string Bob = """{"id":"bob","addresses":{"email":"bob@example.net"}}""";
    private const string Order = """
        {"id":"o1","contact":"ann","at":"2026-01-01T00:00:00Z","status":"successful","items":[{"product":"p1","quantity":1,"price":5}]}
        """;

    private static readonly ImportRef Import = new(Any.TenantId, "01k9import000000000000000a");
    private static readonly ImportStep Done = new(IsDone: true);
    private static readonly ImportStep More = new(IsDone: false);

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ImportPart_OfAnImportThatIsGone_IsDone() => Assert.Equal(Done, await StepAsync());

    [Fact]
    public async Task ImportPart_OfACompletedImport_IsDoneAndChangesNothing()
    {
        await StoreAsync(ImportKind.Contacts, [Ann]);
        await StepAsync();
        var before = await JobAsync();

        Assert.Equal(Done, await StepAsync());

        Assert.Equal(before, await JobAsync());
    }

    [Fact]
    public async Task ImportPart_WithPartsBehindIt_StoresItAndCountsItAlone()
    {
        await StoreAsync(ImportKind.Contacts, [Ann], [Bob]);

        Assert.Equal(More, await StepAsync());

        Assert.Equal((ImportStatus.Running, 1, 1L), ((await JobAsync()).Status, (await JobAsync()).PartsDone, (await JobAsync()).Stored));
        Assert.Equal([true, false], await ExistAsync("ann", "bob"));
        Assert.Equal(2, _fixture.Imports.Parts);
    }

    [Fact]
    public async Task ImportPart_ThatIsTheLast_CompletesTheImportAndDeletesItsParts()
    {
        await StoreAsync(ImportKind.Contacts, [Ann], [Bob]);
        await StepAsync();
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Done, await StepAsync());

        var job = await JobAsync();
        Assert.Equal((ImportStatus.Completed, 2, 2L, Any.Now.AddMinutes(1)), (job.Status, job.PartsDone, job.Stored, job.CompletedAt));
        Assert.Equal([true, true], await ExistAsync("ann", "bob"));
        Assert.Equal(0, _fixture.Imports.Parts);
    }

    [Theory]
    [InlineData(ImportKind.Contacts, Ann)]
    [InlineData(ImportKind.Orders, Order)]
    public async Task ImportPart_RepeatedAfterACrashBeforeItWasCounted_StoresNothingTwice(ImportKind kind, string record)
    {
        var begun = await StoreAsync(kind, [record], [record]);
        await StepAsync();
        await _fixture.Imports.UpdateAsync(begun with { ETag = (await JobAsync()).ETag }, default);
        var before = await _fixture.Contacts.FindAsync(Any.TenantId, "ann", default);

        Assert.Equal(More, await StepAsync());

        Assert.Equal((1, 0L, 1L), ((await JobAsync()).PartsDone, (await JobAsync()).Stored, (await JobAsync()).Unchanged));
        Assert.Equal(before, await _fixture.Contacts.FindAsync(Any.TenantId, "ann", default));
    }

    [Fact]
    public async Task ImportPart_OfOrders_StoresThem()
    {
        await StoreAsync(ImportKind.Orders, [Order]);

        Assert.Equal(Done, await StepAsync());

        var history = await _fixture.Get<IOrderStore>().ReadHistoryAsync(Any.TenantId, "ann", default);
        Assert.Equal("o1", Assert.Single(history.Orders).Id);
    }

    [Fact]
    public async Task ImportPart_WithWrongRecords_StoresTheOthersAndNamesTheLines()
    {
        await StoreAsync(ImportKind.Contacts, ["no json", Ann, """{"id":"eve","unknown":1}"""]);

        Assert.Equal(Done, await StepAsync());

        var job = await JobAsync();
        Assert.Equal((1L, 2L), (job.Stored, job.FaultCount));
        Assert.Equal([2, 4], job.Faults.Select(fault => fault.Line));
        Assert.Equal([true, false], await ExistAsync("ann", "eve"));
    }

    [Fact]
    public async Task ImportPart_CountedByAnotherProcessMeanwhile_GoesOnWithTheNext()
    {
        var store = new Mock<IImportStore>();
        store
            .Setup(imports => imports.FindAsync(Import.TenantId, Import.ImportId, It.IsAny<CancellationToken>()))
            .ReturnsAsync(Job(ImportKind.Contacts, parts: 1));
        store
            .Setup(imports => imports.ReadPartAsync(Import.TenantId, Import.ImportId, 0, It.IsAny<CancellationToken>()))
            .ReturnsAsync([new ImportRecord(Line: 2, Ann)]);
        store
            .Setup(imports => imports.UpdateAsync(It.IsAny<ImportJob>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ConcurrencyConflictException("Import"));
        var activity = new ImportChunkActivity(
            _fixture.Create<ImportChunkProcessor>(store.Object),
            _fixture.Get<IHostApplicationLifetime>()
        );

        Assert.Equal(More, await activity.RunAsync(Mock.Of<TaskActivityContext>(), Import));
    }

    private static ImportJob Job(ImportKind kind, int parts) =>
        new()
        {
            TenantId = Import.TenantId,
            Id = Import.ImportId,
            Kind = kind,
            Parts = parts,
            CreatedAt = Any.Now,
        };

    private Task<ImportStep> StepAsync() => _fixture.CallAsync<ImportChunkActivity, ImportRef, ImportStep>(Import);

    /// <summary>Stores an import as an upload does; the first line of each part is 2.</summary>
    private async Task<ImportJob> StoreAsync(ImportKind kind, params string[][] parts)
    {
        for (var part = 0; part < parts.Length; part++)
        {
            ImportRecord[] records = [.. parts[part].Select((json, line) => new ImportRecord(line + 2, json))];
            await _fixture.Imports.WritePartAsync(Import.TenantId, Import.ImportId, part, records, default);
        }

        return await _fixture.Imports.AddAsync(Job(kind, parts.Length), default);
    }

    private async Task<ImportJob> JobAsync() => (await _fixture.Imports.FindAsync(Import.TenantId, Import.ImportId, default))!;

    private async Task<IReadOnlyList<bool>> ExistAsync(params string[] contacts) =>
        [.. (await _fixture.Contacts.FindManyAsync(Any.TenantId, contacts, default)).Select(contact => contact is not null)];
}
