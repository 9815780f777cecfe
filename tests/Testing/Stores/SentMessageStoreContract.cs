using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ISentMessageStore"/> does.</summary>
public abstract class SentMessageStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ISentMessageStore> NewStoreAsync();

    [Fact]
    public async Task SavedId_LeadsToItsMessage_OnItsAccountOnly()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync("acme", "one", "wamid|'1", Id(1), Samples.Now, Token);
        await store.SaveAsync("acme", "one", "wamid|'1", Id(1), Samples.Now, Token);
        await store.SaveAsync("acme", "two", "wamid|'1", Id(2), Samples.Now, Token);

        Assert.Equal(Id(1), await store.FindAsync("acme", "one", "wamid|'1", Token));
        Assert.Equal(Id(2), await store.FindAsync("acme", "two", "wamid|'1", Token));
        Assert.Null(await store.FindAsync("acme", "one", "wamid|'2", Token));
        Assert.Null(await store.FindAsync("other", "one", "wamid|'1", Token));
        Assert.Null(await store.FindAsync("acme", "three", "wamid|'1", Token));
    }

    [Fact]
    public async Task LongIds_LeadToTheirOwnMessages()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync("acme", "one", new string('a', 400), Id(1), Samples.Now, Token);
        await store.SaveAsync("acme", "one", new string('a', 399) + "b", Id(2), Samples.Now, Token);

        Assert.Equal(Id(1), await store.FindAsync("acme", "one", new string('a', 400), Token));
    }

    private static MessageId Id(int number) => new(new RunId(4711), 0, number);
}
