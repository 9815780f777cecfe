using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITenantStore"/> does.</summary>
public abstract class TenantStoreContract
{
    private const long Many = 100;

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
            var found = await store.FindAsync("id" + text, Token);
            Assert.Equal(new Tenant("id" + text, text, Samples.Now), found! with { ETag = null });
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
        await store.AddKeyAsync(key, Many, Token);

        Assert.Equal(key, await store.FindKeyAsync("aa", Token));
        Assert.Equal(KeyDeletion.Deleted, await store.DeleteKeyAsync("acme", key.Id, Token));

        Assert.Null(await store.FindKeyAsync("aa", Token));
        Assert.Empty(await store.ListKeysAsync("acme", Token));
        Assert.Equal(KeyDeletion.NotFound, await store.DeleteKeyAsync("acme", key.Id, Token));
    }

    [Fact]
    public async Task Keys_OfOtherTenants_AreOutOfReach()
    {
        var store = await NewStoreAsync();
        var key = Key("acme", 1, "aa");
        await store.AddKeyAsync(key, Many, Token);

        Assert.Equal(KeyDeletion.NotFound, await store.DeleteKeyAsync("other", key.Id, Token));
        Assert.Equal(KeyDeletion.NotFound, await store.DeleteKeyAsync("other", "a/'b", Token));

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
            await store.AddKeyAsync(Key("acme", number, $"hash{number}"), Many, Token);
        }

        Assert.Equal(["hash3", "hash2", "hash1"], (await store.ListKeysAsync("acme", Token)).Select(key => key.Hash));
    }

    [Fact]
    public async Task Key_WithAKnownHash_ReplacesTheOld()
    {
        var store = await NewStoreAsync();
        await store.AddKeyAsync(Key("acme", 1, "aa"), Many, Token);
        var again = Key("acme", 1, "aa") with { Role = Role.Admin, ExpiresAt = Samples.Now.AddDays(1) };
        await store.AddKeyAsync(again, Many, Token);
        Assert.Equal(again, Assert.Single(await store.ListKeysAsync("acme", Token)));

        var moved = Key("other", 2, "aa");
        await store.AddKeyAsync(moved, Many, Token);

        Assert.Empty(await store.ListKeysAsync("acme", Token));
        Assert.Equal(moved, Assert.Single(await store.ListKeysAsync("other", Token)));
        Assert.Equal(moved, await store.FindKeyAsync("aa", Token));
    }

    [Fact]
    public async Task UpdatedTenant_IsRead_AndALostRaceThrows()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(new Tenant("acme", "Acme", Samples.Now), Token);
        var read = (await store.FindAsync("acme", Token))!;
        var changed = read with { Status = TenantStatus.Suspended, Quotas = new TenantQuotas(Keys: 5, Audiences: 1_000_000) };

        var stored = await store.UpdateAsync(changed, Token);

        Assert.Equal(stored, await store.FindAsync("acme", Token));
        Assert.Equal(changed with { ETag = null }, stored with { ETag = null });
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(read, Token));
    }

    [Fact]
    public async Task DeletedTenant_IsGone_AndCannotBeUpdated()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(new Tenant("acme", "Acme", Samples.Now), Token);
        var read = (await store.FindAsync("acme", Token))!;

        await store.DeleteAsync("acme", Token);
        await store.DeleteAsync("acme", Token);

        Assert.Null(await store.FindAsync("acme", Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(read, Token));
    }

    [Fact]
    public async Task Tenants_AreListedPageByPage_OldestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 3, 1, 2 })
        {
            await store.AddAsync(new Tenant(Samples.Id(number), $"{number}", Samples.Now), Token);
        }

        var first = await store.ListAsync(limit: 2, cursor: null, Token);
        var rest = await store.ListAsync(limit: 2, first.Next, Token);

        Assert.Equal(["1", "2"], first.Items.Select(tenant => tenant.Name));
        Assert.Equal(["3"], rest.Items.Select(tenant => tenant.Name));
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync(limit: 2, "nonsense", Token));
    }

    [Fact]
    public async Task Keys_AreListedPageByPage()
    {
        var store = await NewStoreAsync();
        foreach (var number in new[] { 1, 2, 3 })
        {
            await store.AddKeyAsync(Key("acme", number, $"hash{number}"), Many, Token);
        }

        var first = await store.ListKeysAsync("acme", limit: 2, cursor: null, Token);
        var rest = await store.ListKeysAsync("acme", limit: 2, first.Next, Token);

        Assert.Equal(["hash3", "hash2"], first.Items.Select(key => key.Hash));
        Assert.Equal(["hash1"], rest.Items.Select(key => key.Hash));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Keys_BeyondTheQuota_AreNotStored_AlsoAtOnce()
    {
        var store = await NewStoreAsync();

        var added = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(number => store.AddKeyAsync(Key("acme", number, $"hash{number}"), most: 3, Token))
        );

        Assert.Equal(3, added.Count(isAdded => isAdded));
        Assert.Equal(3, (await store.ListKeysAsync("acme", Token)).Count);
        Assert.True(await store.AddKeyAsync(Key("other", 7, "hash7"), most: 1, Token));
    }

    [Theory]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Reviewer, false)]
    public async Task LastAdminKeyWithoutExpiry_Stays_WhateverElseThereIs(Role role, bool expires)
    {
        var store = await NewStoreAsync();
        var last = Key("acme", 1, "aa") with { Role = Role.Admin };
        await store.AddKeyAsync(last, Many, Token);
        var other = Key("acme", 2, "bb") with { Role = role, ExpiresAt = expires ? Samples.Now.AddYears(5) : null };
        await store.AddKeyAsync(other, Many, Token);
        await store.AddKeyAsync(Key("other", 3, "cc") with { Role = Role.Admin }, Many, Token);

        Assert.Equal(KeyDeletion.LastAdminKey, await store.DeleteKeyAsync("acme", last.Id, Token));
        Assert.Equal(last, await store.FindKeyAsync("aa", Token));
        Assert.Equal(KeyDeletion.Deleted, await store.DeleteKeyAsync("acme", other.Id, Token));
    }

    [Fact]
    public async Task AdminKeys_DeletedAtTheSameTime_LeaveOne()
    {
        var store = await NewStoreAsync();
        for (var round = 0; round < 5; round++)
        {
            var tenant = $"acme{round}";
            ApiKey[] admins = [.. Enumerable.Range(1, 4).Select(n => Key(tenant, n, $"{tenant}-{n}") with { Role = Role.Admin })];
            foreach (var admin in admins)
            {
                await store.AddKeyAsync(admin, Many, Token);
            }

            var results = await Task.WhenAll(admins.Select(admin => store.DeleteKeyAsync(tenant, admin.Id, Token)));

            Assert.Equal(KeyDeletion.LastAdminKey, Assert.Single(results, result => result is not KeyDeletion.Deleted));
            var left = Assert.Single(await store.ListKeysAsync(tenant, Token));
            Assert.True(left.IsLastingAdmin);
            Assert.Equal(left, await store.FindKeyAsync(left.Hash, Token));
        }
    }

    private static ApiKey Key(string tenantId, int number, string hash) =>
        new(tenantId, Samples.Id(number), hash, "it's a key", Role.Operator, Samples.Now, ExpiresAt: null);
}
