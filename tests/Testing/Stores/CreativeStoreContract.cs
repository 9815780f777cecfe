using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ICreativeStore"/> does.</summary>
public abstract class CreativeStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ICreativeStore> NewStoreAsync();

    [Fact]
    public async Task Creative_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var creative = Samples.SavedCreative() with { Name = Samples.HostileTexts[5], Version = 7 };

        var stored = await store.AddAsync(creative, Token);

        var read = await store.FindAsync("acme", creative.Id, Token);
        Assert.Equal(creative with { ETag = stored.ETag }, read);
        Assert.NotNull(read!.ETag);
        Assert.Null(await store.FindAsync("other", creative.Id, Token));
        Assert.Null(await store.FindAsync("acme", Samples.Id(9), Token));
        Assert.Null(await store.FindAsync("acme", "no/id?", Token));
    }

    [Fact]
    public async Task LargestCreative_IsReadAsItWas()
    {
        var store = await NewStoreAsync();
        var content = new Creative("s", null, new string('<', 200 * 1024)) { Prepared = new(new string('ü', 100 * 1024), null) };

        await store.AddAsync(Samples.SavedCreative() with { Content = content }, Token);

        Assert.Equal(content, (await store.FindAsync("acme", Samples.Id(1), Token))!.Content);
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.AddAsync(Samples.SavedCreative(), Token);
        var second = await store.UpdateAsync(first with { Name = "second" }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(first with { Name = "late" }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(Samples.SavedCreative(), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(first, Token));
        Assert.Equal("second", (await store.FindAsync("acme", first.Id, Token))!.Name);

        await store.DeleteAsync(second, Token);
        await store.DeleteAsync(second, Token);

        Assert.Null(await store.FindAsync("acme", first.Id, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(second, Token));
    }

    [Fact]
    public async Task List_ShowsTheNewestFirst_PageByPage_AndWhatTheFilterTakes()
    {
        var store = await NewStoreAsync();
        for (var i = 1; i <= 5; i++)
        {
            var channel = i % 2 is 0 ? ChannelKind.Email : ChannelKind.Sms;
            await store.AddAsync(Samples.SavedCreative(number: i) with { Name = $"Spring {i}", Channel = channel }, Token);
        }

        await store.AddAsync(Samples.SavedCreative("other", 6), Token);

        Assert.Equal([5, 4, 3, 2, 1], await NumbersAsync(store, new()));
        Assert.Equal([4, 2], await NumbersAsync(store, new(ChannelKind.Email)));
        Assert.Equal([3], await NumbersAsync(store, new(ChannelKind.Sms, "sPRING 3")));
        Assert.Empty(await NumbersAsync(store, new(ChannelKind.Push)));
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", new(), 2, "nonsense", Token));
    }

    private static async Task<List<int>> NumbersAsync(ICreativeStore store, CreativeFilter filter)
    {
        List<int> numbers = [];
        string? cursor = null;
        do
        {
            var page = await store.ListAsync("acme", filter, 2, cursor, Token);
            numbers.AddRange(page.Items.Select(creative => creative.Id[^1] - '0'));
            cursor = page.Next;
        } while (cursor is not null);
        return numbers;
    }
}
