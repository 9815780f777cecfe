using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Orders;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ICartStore"/> does.</summary>
public abstract class CartStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ICartStore> NewStoreAsync();

    [Fact]
    public async Task SavedCart_IsFound_AsItWasSubmitted()
    {
        var store = await NewStoreAsync();
        var cart = Cart("k:1", at: 0) with { UpdatedAt = new(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero) };

        Assert.Equal(CartResult.Stored, await SaveAsync(store, cart));

        var found = (await store.FindAsync("acme", "k:1", Token))!;
        Assert.Equal(cart.Items, found.Items);
        Assert.Equal(cart with { Items = found.Items }, found);
        Assert.Null(await store.FindAsync("other", "k:1", Token));
        Assert.Null(await store.FindAsync("acme", "k/1", Token));
    }

    [Fact]
    public async Task Changes_InWhateverOrder_LeaveTheNewest()
    {
        var store = await NewStoreAsync();
        var (first, second) = (Cart("k1", at: 1), Cart("k1", at: 2) with { Items = [] });

        Assert.Equal(
            [CartResult.Stored, CartResult.Late, CartResult.Repeated],
            [await SaveAsync(store, second), await SaveAsync(store, first), await SaveAsync(store, second)]
        );

        Assert.True((await store.FindAsync("acme", "k1", Token))!.IsEmpty);
        Assert.Equal(CartResult.Stored, await SaveAsync(store, first with { UpdatedAt = second.UpdatedAt.AddMilliseconds(1) }));
        Assert.False((await store.FindAsync("acme", "k1", Token))!.IsEmpty);
    }

    [Fact]
    public async Task ConcurrentChanges_LeaveTheNewest()
    {
        var store = await NewStoreAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(at => SaveAsync(store, Cart("k1", at))));

        Assert.Equal(Cart("k1", at: 7).UpdatedAt, (await store.FindAsync("acme", "k1", Token))!.UpdatedAt);
    }

    [Fact]
    public async Task Cart_OfAnotherContact_IsRefused()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, Cart("k1", at: 1));

        Assert.Equal(CartResult.OtherContact, await SaveAsync(store, Cart("k1", at: 2, contact: "c2")));

        Assert.Equal("c1", (await store.FindAsync("acme", "k1", Token))!.ContactId);
        Assert.Empty(await store.ReadAllAsync("acme", "c2", Token));
    }

    [Fact]
    public async Task DeletedCart_IsNotAmongTheContacts_AndOnlyALaterChangeBringsItBack()
    {
        var store = await NewStoreAsync();
        var cart = Cart("k1", at: 1);
        await SaveAsync(store, cart);
        await SaveAsync(store, Cart("k2", at: 1));

        await SaveAsync(store, cart.Delete(cart.UpdatedAt.AddMinutes(5)));

        Assert.Equal(CartResult.Late, await SaveAsync(store, cart with { UpdatedAt = cart.UpdatedAt.AddMinutes(4) }));
        Assert.True((await store.FindAsync("acme", "k1", Token))!.IsDeleted);
        Assert.Equal(["k2"], (await store.ReadAllAsync("acme", "c1", Token)).Select(one => one.Id));
        Assert.Equal(CartResult.Stored, await SaveAsync(store, cart with { UpdatedAt = cart.UpdatedAt.AddMinutes(6) }));
        Assert.Equal(["k1", "k2"], (await store.ReadAllAsync("acme", "c1", Token)).Select(one => one.Id));
    }

    [Fact]
    public async Task Deletion_OfAContactsCarts_LeavesThoseOfOthers_AndTheirIdsMayBeUsedAgain()
    {
        var store = await NewStoreAsync();
        foreach (var cart in Enumerable.Range(0, 5).Select(n => Cart($"k{n}", at: 1)))
        {
            await SaveAsync(store, cart);
        }

        await SaveAsync(store, Cart("k9", at: 1, contact: "c11"));
        await SaveAsync(store, (await store.FindAsync("acme", "k4", Token))!.Delete(Samples.Now));

        await store.DeleteAllAsync("acme", "c1", Token);
        await store.DeleteAllAsync("acme", "c1", Token);

        Assert.Empty(await store.ReadAllAsync("acme", "c1", Token));
        Assert.Null(await store.FindAsync("acme", "k4", Token));
        Assert.Single(await store.ReadAllAsync("acme", "c11", Token));
        Assert.Equal(CartResult.Stored, await SaveAsync(store, Cart("k1", at: 0, contact: "c2")));
    }

    private static Cart Cart(string id, int at, string contact = "c1") =>
        new(id, contact, Samples.Now.AddHours(at), "EUR", [new OrderItem("p1", 2, 19.90m), new OrderItem("p.2", 1, 0)]);

    private static async Task<CartResult> SaveAsync(ICartStore store, Cart cart) =>
        (await store.SaveAsync("acme", cart, Samples.Now, Token)).Result;
}
