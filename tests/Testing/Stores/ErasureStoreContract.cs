using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Erasures;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IErasureStore"/> does.</summary>
public abstract class ErasureStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IErasureStore> NewStoreAsync();

    [Fact]
    public async Task Erasure_IsReadAsItWasStored_AndChangedByOneWriterAtATime()
    {
        var store = await NewStoreAsync();
        var erasure = await store.AddAsync(Erasure(1) with { Subject = Samples.HostileTexts[5] }, Token);
        var scanning = await store.UpdateAsync(erasure with { ScanId = "walk", ErasedAt = Samples.Now.AddTicks(1), RunsLeft = 2 }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(erasure, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(Erasure(1), Token));
        Assert.Equal(scanning, await store.FindAsync("acme", erasure.Id, Token));
        Assert.Null(await store.FindAsync("other", erasure.Id, Token));
        Assert.Null(await store.FindAsync("acme", "no such id!", Token));
    }

    [Fact]
    public async Task OpenErasures_AreThoseNotDone_OldestFirst()
    {
        var store = await NewStoreAsync();
        var second = await store.AddAsync(Erasure(2), Token);
        await store.AddAsync(Erasure(3), Token);
        await store.AddAsync(Erasure(1), Token);
        await store.AddAsync(Erasure(4, "other"), Token);

        Assert.Equal([Samples.Id(1), Samples.Id(2)], Ids(await store.ListOpenAsync("acme", 2, Token)));

        var done = await store.UpdateAsync(second.Complete(Samples.Now), Token);
        Assert.Equal([Samples.Id(1), Samples.Id(3)], Ids(await store.ListOpenAsync("acme", 10, Token)));
        Assert.Equal([Samples.Id(4)], Ids(await store.ListOpenAsync("other", 10, Token)));
        Assert.Equal(done, await store.FindAsync("acme", done.Id, Token));
    }

    [Fact]
    public async Task List_IsNewestFirst_DoneOrNot()
    {
        var store = await NewStoreAsync();
        await store.UpdateAsync((await store.AddAsync(Erasure(1), Token)).Complete(Samples.Now), Token);
        await store.AddAsync(Erasure(2), Token);

        var first = await store.ListAsync("acme", 1, null, Token);

        Assert.Equal([Samples.Id(2)], Ids(first.Items));
        Assert.Equal([Samples.Id(1)], Ids((await store.ListAsync("acme", 1, first.Next, Token)).Items));
        Assert.Empty((await store.ListAsync("other", 10, null, Token)).Items);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", 1, "no cursor of ours", Token));
    }

    private static string[] Ids(IEnumerable<Erasure> erasures) => [.. erasures.Select(erasure => erasure.Id)];

    private static Erasure Erasure(int number, string tenantId = "acme") =>
        new()
        {
            TenantId = tenantId,
            Id = Samples.Id(number),
            Pseudonym = $"{ErasedName.Prefix}{number}",
            Subject = "sealed",
            CreatedAt = Samples.Now,
        };
}
