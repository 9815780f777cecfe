using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IImportStore"/> does.</summary>
public abstract class ImportStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IImportStore> NewStoreAsync();

    [Fact]
    public async Task Import_IsReadAndAdvanced_ByOneWriterAtATime()
    {
        var store = await NewStoreAsync();
        var job = await store.AddAsync(
            Job(1) with
            {
                Parts = 2,
                Records = 9,
                Faults = [new(3, Samples.HostileTexts[5])],
                FaultCount = 1,
            },
            Token
        );
        var next = await store.UpdateAsync(job.Advance(new(5, 1, [new(2, "wrong")]), Samples.Now), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(job.Advance(new(5, 1, []), Samples.Now), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(Job(1), Token));

        var read = (await store.FindAsync("acme", job.Id, Token))!;
        Assert.Equal((1, 5, 1, 2, ImportStatus.Running), (read.PartsDone, read.Stored, read.Unchanged, read.FaultCount, read.Status));
        Assert.Equal([2, 3], read.Faults.Select(fault => fault.Line));
        Assert.Equal(ImportStatus.Completed, (await store.UpdateAsync(next.Advance(new(2, 0, []), Samples.Now), Token)).Status);
        Assert.Null(await store.FindAsync("other", job.Id, Token));
    }

    [Fact]
    public async Task List_IsNewestFirst()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Job(1), Token);
        await store.AddAsync(Job(2), Token);

        Assert.Equal([Samples.Id(2), Samples.Id(1)], (await store.ListAsync("acme", 10, null, Token)).Items.Select(job => job.Id));
        Assert.Empty((await store.ListAsync("other", 10, null, Token)).Items);
    }

    [Fact]
    public async Task Parts_AreRead_UntilTheyAreDeleted()
    {
        var store = await NewStoreAsync();
        ImportRecord[] records = [new(1, "{\"id\":\"漢\"}"), new(99_999_999_999, new string('x', 400_000))];
        await store.WritePartAsync("acme", Samples.Id(1), 0, records, Token);
        await store.WritePartAsync("acme", Samples.Id(1), 1, records[..1], Token);

        Assert.Equal(records, await store.ReadPartAsync("acme", Samples.Id(1), 0, Token));
        Assert.Empty(await store.ReadPartAsync("other", Samples.Id(1), 0, Token));

        await store.DeletePartsAsync("acme", Samples.Id(1), 0, Token);
        Assert.Empty(await store.ReadPartAsync("acme", Samples.Id(1), 1, Token));
    }

    private static ImportJob Job(int number) =>
        new()
        {
            TenantId = "acme",
            Id = Samples.Id(number),
            Kind = ImportKind.Orders,
            CreatedAt = Samples.Now,
        };
}
