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
    public async Task Unsubscribe_IsCountedOnceForItsMessage_AndGoesWithItsTask()
    {
        var store = await NewStoreAsync();
        var first = New(0, "c1");
        await store.AddAsync("acme", first, Token);
        await store.AddAsync("acme", first with { At = Samples.Now.AddDays(1) }, Token);
        await store.AddAsync("acme", New(1, null), Token);
        await store.AddAsync("acme", New(2, "c1") with { TaskId = "other" }, Token);
        await store.AddAsync("other", New(3, "c1"), Token);

        Assert.Equal([first, New(1, null)], (await ReadAsync(store, "task")).OrderBy(one => one.Message.Index));

        await store.DeleteAsync("acme", "task", Token);
        await store.DeleteAsync("acme", "task", Token);

        Assert.Empty(await ReadAsync(store, "task"));
        Assert.Single(await ReadAsync(store, "other"));
    }

    private static Unsubscribe New(int index, string? creative) => new(new MessageId(Any.RunId, 0, index), "task", creative, Samples.Now);

    private static async Task<List<Unsubscribe>> ReadAsync(IUnsubscribeStore store, string task) =>
        await store.ReadAsync("acme", task, Token).ToListAsync();
}
