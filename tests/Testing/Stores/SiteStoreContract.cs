using CampaignTasks.Domain;
using CampaignTasks.Domain.Sites;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ISiteStore"/> does.</summary>
public abstract class SiteStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ISiteStore> NewStoreAsync();

    [Fact]
    public async Task AddedSite_IsFoundOnlyByItsTenant_AndStaysTheFirst()
    {
        var store = await NewStoreAsync();
        var site = await store.AddAsync(Site(1, Samples.HostileTexts[5]), Token);

        Assert.Equal(site, await store.FindAsync("acme", site.Id, Token));
        Assert.Equal(site, await store.AddAsync(Site(1, "again"), Token));
        Assert.Null(await store.FindAsync("other", site.Id, Token));
        Assert.Null(await store.FindAsync("acme", "no/such?id", Token));
    }

    [Fact]
    public async Task UpdateAndDelete_OfAnotherVersion_AreRefused()
    {
        var store = await NewStoreAsync();
        var before = await store.AddAsync(Site(1, "Shop"), Token);
        var site = await store.UpdateAsync(before with { Name = "Store" }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(before with { Name = "Kiosk" }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(before, Token));
        Assert.Equal("Store", (await store.FindAsync("acme", site.Id, Token))!.Name);

        await store.DeleteAsync(site, Token);
        await store.DeleteAsync(site, Token);
        Assert.Null(await store.FindAsync("acme", site.Id, Token));
    }

    [Fact]
    public async Task Apps_BelongToTheirSite()
    {
        var store = await NewStoreAsync();
        var app = await store.AddAppAsync(App(1), Token);

        Assert.Equal(app, await store.FindAppAsync("acme", Site(1, "").Id, app.Id, Token));
        Assert.Equal(app, await store.AddAppAsync(App(1) with { Name = "again" }, Token));
        Assert.Null(await store.FindAppAsync("acme", Site(2, "").Id, app.Id, Token));
        Assert.Null(await store.FindAppAsync("other", Site(1, "").Id, app.Id, Token));
        Assert.Empty((await store.ListAsync("acme", 10, null, Token)).Items);

        await store.DeleteAppAsync("acme", app.SiteId, app.Id, Token);
        await store.DeleteAppAsync("acme", app.SiteId, app.Id, Token);
        Assert.Null(await store.FindAppAsync("acme", app.SiteId, app.Id, Token));
    }

    [Fact]
    public async Task Lists_InPages_ShowEachOnceNewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in Enumerable.Range(1, 3))
        {
            await store.AddAsync(Site(number, $"site {number}"), Token);
            await store.AddAppAsync(App(number), Token);
        }

        var sites = await store.ListAsync("acme", 2, null, Token);
        var apps = await store.ListAppsAsync("acme", Site(1, "").Id, 2, null, Token);

        Assert.Equal(["site 3", "site 2"], sites.Items.Select(site => site.Name));
        Assert.Equal(["site 1"], (await store.ListAsync("acme", 2, sites.Next, Token)).Items.Select(site => site.Name));
        Assert.Equal(["app 3", "app 2"], apps.Items.Select(app => app.Name));
        Assert.Equal(["app 1"], (await store.ListAppsAsync("acme", Site(1, "").Id, 2, apps.Next, Token)).Items.Select(app => app.Name));
        Assert.Empty((await store.ListAsync("other", 2, null, Token)).Items);
    }

    private static Site Site(int number, string name) => new("acme", $"01k9site00000000000000000{number}", name, Samples.Now);

    private static SiteApp App(int number) =>
        new("acme", Site(1, "").Id, $"01k9app000000000000000000{number}", $"app {number}", "com.example.shop", Samples.Now);
}
