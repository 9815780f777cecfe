using CampaignTasks.Domain.Push;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every store of browsers' subscriptions does.</summary>
public abstract class PushSubscriptionStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 10, 20, 30, TimeSpan.Zero);
    private static readonly CancellationToken Token = CancellationToken.None;

    protected abstract Task<IPushSubscriptionStore> NewStoreAsync();

    [Fact]
    public async Task Find_AfterSaving_FindsIt_InItsTenantOnly()
    {
        var store = await NewStoreAsync();
        var subscription = Subscription(1);

        Assert.Null(await store.SaveAsync(subscription, Token));

        Assert.Equal(subscription, await store.FindAsync("t1", subscription.Id, Token));
        Assert.Null(await store.FindAsync("t2", subscription.Id, Token));
        Assert.Null(await store.FindAsync("t1", "no id at all/", Token));
    }

    [Fact]
    public async Task List_ShowsAContactsOwn_TheOneSeenLastFirst()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Subscription(1), Token);
        await store.SaveAsync(Subscription(2), Token);
        await store.SaveAsync(Subscription(3) with { ContactId = "bob" }, Token);
        await store.SaveAsync(Subscription(1) with { SeenAt = Now.AddHours(1) }, Token);

        Assert.Equal([Id(1), Id(2)], (await store.ListAsync("t1", "ann", Token)).Select(subscription => subscription.Id));
    }

    [Fact]
    public async Task Save_ForAnotherContact_TakesItFromTheFirst()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Subscription(1), Token);

        var before = await store.SaveAsync(Subscription(1) with { ContactId = "bob" }, Token);

        Assert.Equal("ann", before);
        Assert.Empty(await store.ListAsync("t1", "ann", Token));
        Assert.Single(await store.ListAsync("t1", "bob", Token));
    }

    [Fact]
    public async Task Delete_OfAnotherContacts_ChangesNothing_AndOfItsOwnTwiceIsNoError()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Subscription(1), Token);

        await store.DeleteAsync("t1", "bob", Id(1), Token);
        Assert.NotNull(await store.FindAsync("t1", Id(1), Token));
        await store.DeleteAsync("t1", "ann", Id(1), Token);
        await store.DeleteAsync("t1", "ann", Id(1), Token);

        Assert.Null(await store.FindAsync("t1", Id(1), Token));
    }

    [Fact]
    public async Task DeleteAll_DeletesAContactsOwn()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Subscription(1), Token);
        await store.SaveAsync(Subscription(2), Token);
        await store.SaveAsync(Subscription(3) with { ContactId = "bob" }, Token);

        await store.DeleteAllAsync("t1", "ann", Token);

        Assert.Empty(await store.ListAsync("t1", "ann", Token));
        Assert.Single(await store.ListAsync("t1", "bob", Token));
    }

    private static string Id(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private static PushSubscription Subscription(int number) =>
        new()
        {
            TenantId = "t1",
            Id = Id(number),
            ContactId = "ann",
            Endpoint = $"https://push.example.net/{number}",
            P256dh = "not-a-real-key",
            Auth = "not-a-real-secret",
            SeenAt = Now.AddMinutes(-number),
        };
}
