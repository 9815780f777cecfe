using CampaignTasks.Domain;
using CampaignTasks.Domain.Campaigns;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ICampaignStore"/> does.</summary>
public abstract class CampaignStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ICampaignStore> NewStoreAsync();

    [Fact]
    public async Task AddedCampaign_IsFoundByIdAndByName_OnlyByItsTenant()
    {
        var store = await NewStoreAsync();
        var campaign = Assert.IsType<Campaign>(await store.TryAddAsync(Campaign(1, Samples.HostileTexts[5]), Token));

        Assert.Equal(campaign, await store.FindAsync("acme", campaign.Id, Token));
        Assert.Equal(campaign, await store.FindByNameAsync("acme", campaign.Name, Token));
        Assert.NotNull(campaign.ETag);
        Assert.Null(await store.FindAsync("other", campaign.Id, Token));
        Assert.Null(await store.FindByNameAsync("other", campaign.Name, Token));
        Assert.Null(await store.FindByNameAsync("acme", campaign.Name + "x", Token));
        Assert.Null(await store.FindAsync("acme", "no/such?id", Token));
    }

    [Fact]
    public async Task Add_OfANameOrIdThatIsTaken_AddsNothing()
    {
        var store = await NewStoreAsync();
        await store.TryAddAsync(Campaign(1, "spring"), Token);

        Assert.Null(await store.TryAddAsync(Campaign(2, "spring"), Token));
        Assert.Null(await store.TryAddAsync(Campaign(1, "autumn"), Token));

        Assert.NotNull(await store.TryAddAsync(Campaign(3, "Spring"), Token));
        Assert.NotNull(await store.TryAddAsync(Campaign(1, "spring") with { TenantId = "other" }, Token));
        Assert.Null(await store.FindByNameAsync("acme", "autumn", Token));
        Assert.Null(await store.FindAsync("acme", Id(2), Token));
    }

    [Fact]
    public async Task Rename_MovesTheName_UnlessItIsTaken()
    {
        var store = await NewStoreAsync();
        var spring = (await store.TryAddAsync(Campaign(1, "spring"), Token))!;
        await store.TryAddAsync(Campaign(2, "autumn"), Token);

        Assert.Null(await store.TryRenameAsync(spring, "autumn", Token));
        var renamed = (await store.TryRenameAsync(spring, "summer", Token))!;

        Assert.Equal(("summer", spring.Id), (renamed.Name, renamed.Id));
        Assert.Equal(renamed, await store.FindByNameAsync("acme", "summer", Token));
        Assert.Null(await store.FindByNameAsync("acme", "spring", Token));
        Assert.NotNull(await store.TryAddAsync(Campaign(3, "spring"), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.TryRenameAsync(spring, "winter", Token));
    }

    [Fact]
    public async Task Delete_OfTheVersionThatWasRead_FreesTheName()
    {
        var store = await NewStoreAsync();
        var before = (await store.TryAddAsync(Campaign(1, "spring"), Token))!;
        var campaign = (await store.TryRenameAsync(before, "summer", Token))!;

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(before, Token));
        await store.DeleteAsync(campaign, Token);
        await store.DeleteAsync(campaign, Token);

        Assert.Null(await store.FindAsync("acme", campaign.Id, Token));
        Assert.NotNull(await store.TryAddAsync(Campaign(2, "summer"), Token));
    }

    [Fact]
    public async Task List_InPages_ShowsEachCampaignOnceNewestFirst()
    {
        var store = await NewStoreAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await store.TryAddAsync(Campaign(number, $"~{number}"), Token);
        }

        await store.TryAddAsync(Campaign(6, "theirs") with { TenantId = "other" }, Token);

        var first = await store.ListAsync("acme", 3, null, Token);
        var rest = await store.ListAsync("acme", 3, first.Next, Token);

        Assert.Equal(["~5", "~4", "~3", "~2", "~1"], first.Items.Concat(rest.Items).Select(campaign => campaign.Name));
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("other", 3, first.Next, Token));
    }

    private static string Id(int number) => $"01k9campaign0000000000000{number}";

    private static Campaign Campaign(int number, string name) => new("acme", Id(number), name, Samples.Now);
}
