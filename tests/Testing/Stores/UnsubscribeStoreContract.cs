using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Unsubscribes;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IUnsubscribeStore"/> does.</summary>
public abstract class UnsubscribeStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IUnsubscribeStore> NewStoreAsync();

    [Fact]
    public async Task Add_OfTheSameMessageTwice_KeepsTheFirst()
    {
        var store = await NewStoreAsync();
        await store.AddAsync("acme", Unsubscribe(page: 3, index: 7), Token);
        await store.AddAsync("acme", Unsubscribe(page: 3, index: 7) with { At = Samples.Now.AddDays(1) }, Token);
        await store.AddAsync("acme", Unsubscribe(page: 3, index: 8), Token);

        Assert.Equal(
            [Unsubscribe(page: 3, index: 7), Unsubscribe(page: 3, index: 8)],
            (await ReadAsync(store, "acme", "task")).OrderBy(one => one.Message.Index)
        );
        Assert.Empty(await ReadAsync(store, "acme", "another"));
        Assert.Empty(await ReadAsync(store, "other", "task"));
    }

    [Fact]
    public async Task Delete_OfATask_LeavesOthers()
    {
        var store = await NewStoreAsync();
        await store.AddAsync("acme", Unsubscribe(page: 0, index: 0), Token);
        await store.AddAsync("acme", Unsubscribe(page: 0, index: 0) with { TaskId = "another" }, Token);

        await store.DeleteAsync("acme", "task", Token);
        await store.DeleteAsync("acme", "task", Token);

        Assert.Empty(await ReadAsync(store, "acme", "task"));
        Assert.Single(await ReadAsync(store, "acme", "another"));
    }

    private static async Task<IReadOnlyList<Unsubscribe>> ReadAsync(IUnsubscribeStore store, string tenantId, string taskId) =>
        await store.ReadAsync(tenantId, taskId, Token).ToListAsync(Token);

    private static Unsubscribe Unsubscribe(int page, int index) =>
        new(new MessageId(Any.RunId, page, index), "task", CreativeId: null, Samples.Now);
}
