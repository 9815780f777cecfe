using CampaignTasks.Domain.Tenants;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITenantStore"/> does.</summary>
public abstract class TenantStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITenantStore> NewStoreAsync();

    [Fact]
    public async Task AddedTenant_IsFound_AndTheFirstStays()
    {
        var store = await NewStoreAsync();
        foreach (var text in Samples.HostileTexts)
        {
            await store.AddAsync(new Tenant("id" + text, text, Samples.Now), Token);
            await store.AddAsync(new Tenant("id" + text, "again", Samples.Now), Token);
        }

        foreach (var text in Samples.HostileTexts)
        {
            Assert.Equal(new Tenant("id" + text, text, Samples.Now), await store.FindAsync("id" + text, Token));
        }

        Assert.Null(await store.FindAsync("nobody", Token));
        Assert.Null(await store.FindAsync(new string('x', 5000), Token));
        Assert.Equal(Samples.HostileTexts.Order(), (await store.AllAsync(Token).ToListAsync(Token)).Select(tenant => tenant.Name).Order());
    }

    [Fact]
    public async Task Key_IsFoundByItsHash_UntilItIsDeleted()
    {
        var store = await NewStoreAsync();
        var key = Key("acme", 1, "aa");
        await store.AddKeyAsync(key, Token);

        Assert.Equal(key, await store.FindKeyAsync("aa", Token));
        Assert.True(await store.DeleteKeyAsync("acme", key.Id, Token));

        Assert.Null(await store.FindKeyAsync("aa", Token));
        Assert.Empty(await store.ListKeysAsync("acme", Token));
        Assert.False(await store.DeleteKeyAsync("acme", key.Id, Token));
    }

    [Fact]
    public async Task Keys_OfOtherTenants_AreOutOfReach()
    {
        var store = await NewStoreAsync();
        var key = Key("acme", 1, "aa");
        await store.AddKeyAsync(key, Token);

        Assert.False(await store.DeleteKeyAsync("other", key.Id, Token));
        Assert.False(await store.DeleteKeyAsync("other", "a/'b", Token));

        Assert.Empty(await store.ListKeysAsync("other", Token));
        Assert.Equal(key, await store.FindKeyAsync("aa", Token));
        Assert.Null(await store.FindKeyAsync("a|a/#", Token));
    }

    [Fact]
    public async Task Keys_AreListed_NewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 2, 3, 1 })
        {
            await store.AddKeyAsync(Key("acme", number, $"hash{number}"), Token);
        }

        Assert.Equal(["hash3", "hash2", "hash1"], (await store.ListKeysAsync("acme", Token)).Select(key => key.Hash));
    }

    [Fact]
    public async Task Key_WithAKnownHash_ReplacesTheOld()
    {
        var store = await NewStoreAsync();
        await store.AddKeyAsync(Key("acme", 1, "aa"), Token);
        var again = Key("acme", 1, "aa") with { Role = Role.Admin, ExpiresAt = Samples.Now.AddDays(1) };
        await store.AddKeyAsync(again, Token);
        Assert.Equal(again, Assert.Single(await store.ListKeysAsync("acme", Token)));

        var moved = Key("other", 2, "aa");
        await store.AddKeyAsync(moved, Token);

        Assert.Empty(await store.ListKeysAsync("acme", Token));
        Assert.Equal(moved, Assert.Single(await store.ListKeysAsync("other", Token)));
        Assert.Equal(moved, await store.FindKeyAsync("aa", Token));
    }

    private static ApiKey Key(string tenantId, int number, string hash) =>
        new(tenantId, Samples.Id(number), hash, "it's a key", Role.Operator, Samples.Now, ExpiresAt: null);
}
