using CampaignTasks.Domain;
using CampaignTasks.Domain.Products;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IProductStore"/> does.</summary>
public abstract class ProductStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IProductStore> NewStoreAsync();

    [Fact]
    public async Task SavedProduct_IsRead_UntilItIsDeleted()
    {
        var store = await NewStoreAsync();
        var product = new Product("acme", "p.1", Samples.HostileTexts[5], "shoes", Samples.Now);
        await store.SaveAsync(product with { Name = "before" }, Token);
        await store.SaveAsync(product, Token);

        Assert.Equal(product, await store.FindAsync("acme", "p.1", Token));
        Assert.Null(await store.FindAsync("other", "p.1", Token));
        Assert.Null(await store.FindAsync("acme", "p/1", Token));

        await store.DeleteAsync("acme", "p.1", Token);
        await store.DeleteAsync("acme", "p.1", Token);
        Assert.Null(await store.FindAsync("acme", "p.1", Token));
    }

    [Fact]
    public async Task List_InPages_ShowsEachProductOnce()
    {
        var store = await NewStoreAsync();
        foreach (var id in new[] { "b", "a.1", "c", "a" })
        {
            await store.SaveAsync(new Product("acme", id, id, null, Samples.Now), Token);
        }

        await store.SaveAsync(new Product("other", "x", "x", null, Samples.Now), Token);

        var first = await store.ListAsync("acme", 3, null, Token);
        var rest = await store.ListAsync("acme", 3, first.Next, Token);

        Assert.Equal(["a", "a.1", "b", "c"], first.Items.Concat(rest.Items).Select(product => product.Id));
        Assert.Null(rest.Next);
    }
}
