using CampaignTasks.Domain;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IInboxStore"/> does.</summary>
public abstract class InboxStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IInboxStore> NewStoreAsync();

    [Fact]
    public async Task AddedMessages_AreListedUnreadFirst_EachOnce_OfBothTheNewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 1, 4, 3, 2 })
        {
            await store.AddAsync(NewMessage(number), Token);
        }

        await store.AddAsync(NewMessage(5) with { ContactId = "bob" }, Token);
        await store.AddAsync(NewMessage(6) with { TenantId = "other" }, Token);
        var read = await store.ReadAsync("acme", "ann", Id(4), Samples.Now.AddHours(1), Token);

        var first = await store.ListAsync("acme", "ann", 3, null, Token);
        var rest = await store.ListAsync("acme", "ann", 3, first.Next, Token);

        Assert.Equal([NewMessage(3), NewMessage(2), NewMessage(1)], first.Items);
        Assert.Equal([read!], rest.Items);
        Assert.Null(rest.Next);
        Assert.Equal(3, await store.CountUnreadAsync("acme", "ann", Token));
        Assert.Equal(1, await store.CountUnreadAsync("acme", "bob", Token));
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", "bob", 2, first.Next, Token));
    }

    [Fact]
    public async Task AddedAgain_WithAnotherTime_StaysAsItWas_AlsoWhenItWasRead()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(NewMessage(1), Token);
        await store.AddAsync(NewMessage(1) with { ReceivedAt = Samples.Now.AddDays(1), Text = "again" }, Token);
        Assert.Equal(NewMessage(1), await store.FindAsync("acme", "ann", Id(1), Token));

        await store.ReadAsync("acme", "ann", Id(1), Samples.Now.AddHours(1), Token);
        await store.AddAsync(NewMessage(1), Token);

        Assert.Equal(Samples.Now.AddHours(1), Assert.Single((await store.ListAsync("acme", "ann", 10, null, Token)).Items).ReadAt);
        Assert.Equal(0, await store.CountUnreadAsync("acme", "ann", Token));
    }

    [Fact]
    public async Task ReadMessage_KeepsItsFirstTime_AndOnlyItsOwnerReadsIt()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(NewMessage(1), Token);

        Assert.Null(await store.ReadAsync("acme", "bob", Id(1), Samples.Now, Token));
        Assert.Null(await store.ReadAsync("other", "ann", Id(1), Samples.Now, Token));
        Assert.Null(await store.ReadAsync("acme", "ann", Id(2), Samples.Now, Token));
        var read = await store.ReadAsync("acme", "ann", Id(1), Samples.Now.AddHours(1), Token);
        var again = await store.ReadAsync("acme", "ann", Id(1), Samples.Now.AddHours(2), Token);

        Assert.Equal(NewMessage(1) with { ReadAt = Samples.Now.AddHours(1) }, read);
        Assert.Equal(read, again);
        Assert.Equal(read, await store.FindAsync("acme", "ann", Id(1), Token));
    }

    [Fact]
    public async Task DeletedInbox_IsEmpty_AndOthersKeepTheirs()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(NewMessage(1), Token);
        await store.AddAsync(NewMessage(2), Token);
        await store.ReadAsync("acme", "ann", Id(2), Samples.Now, Token);
        await store.AddAsync(NewMessage(3) with { ContactId = "bob" }, Token);
        await store.AddAsync(NewMessage(4) with { TenantId = "other" }, Token);

        await store.DeleteAsync("acme", "ann", Token);
        await store.DeleteAsync("acme", "ann", Token);

        Assert.Empty((await store.ListAsync("acme", "ann", 10, null, Token)).Items);
        Assert.Null(await store.FindAsync("acme", "ann", Id(1), Token));
        Assert.Single((await store.ListAsync("acme", "bob", 10, null, Token)).Items);
        Assert.Single((await store.ListAsync("other", "ann", 10, null, Token)).Items);
    }

    private static MessageId Id(int number) => new(new RunId(4711), 0, number);

    private static InboxMessage NewMessage(int number) =>
        new()
        {
            TenantId = "acme",
            ContactId = "ann",
            Id = Id(number),
            AccountId = Samples.Id(900),
            Channel = ChannelKind.Inbox,
            Title = "Title",
            Text = Samples.HostileTexts[number],
            RedirectUrl = "https://example.net/",
            ReceivedAt = Samples.Now.AddSeconds(number),
        };
}
