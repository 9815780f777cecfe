using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IReceivedMessageStore"/> does.</summary>
public abstract class ReceivedMessageStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IReceivedMessageStore> NewStoreAsync();

    [Fact]
    public async Task SavedMessages_AreListedByPerson_EachOnce_NewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 1, 3, 2 })
        {
            await store.SaveAsync(NewMessage(number), Token);
        }

        await store.SaveAsync(NewMessage(4) with { Person = "bob" }, Token);
        await store.SaveAsync(NewMessage(5) with { TenantId = "other" }, Token);

        var first = await store.ListAsync("acme", "ann", 2, null, Token);
        var rest = await store.ListAsync("acme", "ann", 2, first.Next, Token);

        Assert.Equal([NewMessage(3), NewMessage(2)], first.Items);
        Assert.Equal([NewMessage(1)], rest.Items);
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", "bob", 2, first.Next, Token));
    }

    [Fact]
    public async Task DeletedPerson_IsAPersonWithoutMessages_AndOthersKeepTheirs()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(NewMessage(1), Token);
        await store.SaveAsync(NewMessage(2) with { Person = "bob" }, Token);
        await store.SaveAsync(NewMessage(3) with { TenantId = "other" }, Token);

        await store.DeleteAsync("acme", "ann", Token);
        await store.DeleteAsync("acme", "ann", Token);

        Assert.Empty((await store.ListAsync("acme", "ann", 10, null, Token)).Items);
        Assert.Single((await store.ListAsync("acme", "bob", 10, null, Token)).Items);
        Assert.Single((await store.ListAsync("other", "ann", 10, null, Token)).Items);
    }

    private static ReceivedMessage NewMessage(int number) =>
        new(
            "acme",
            "ann",
            Samples.Id(number),
            Samples.Id(900),
            ChannelKind.Telegram,
            "ann",
            "12345",
            Samples.HostileTexts[number],
            Samples.Now.AddSeconds(number)
        );
}
