using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>The contract of <see cref="IJourneyIndex"/>.</summary>
public abstract class JourneyIndexContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly AutomationKey _key = new("acme", $"automation{Guid.NewGuid():N}");

    private IJourneyIndex Index { get; set; } = null!;

    public async Task InitializeAsync() => Index = await NewIndexAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IJourneyIndex> NewIndexAsync();

    [Fact]
    public async Task Places_TakenTogether_AreEachFound()
    {
        var places = Enumerable.Range(0, 250).ToDictionary(i => $"person{i}", i => Place(0, i));

        Assert.Empty(await Index.TakeAsync(_key, places, default));

        foreach (var (contact, place) in places.Where((_, i) => i % 50 is 0))
        {
            Assert.Equal([place], (await Index.FindAsync(_key, contact, default))!.Places);
        }

        Assert.Null(await Index.FindAsync(_key, "nobody", default));
        Assert.Null(await Index.FindAsync(_key with { TenantId = "rival" }, "person0", default));
    }

    [Fact]
    public async Task Places_OfContactsThatHaveSome_AreNotTaken_AndTheOthersAre()
    {
        await Index.TakeAsync(_key, new Dictionary<string, JourneyPlace> { ["ann"] = Place(0, 0) }, default);

        var there = await Index.TakeAsync(
            _key,
            new Dictionary<string, JourneyPlace> { ["ann"] = Place(0, 1), ["bob"] = Place(0, 2) },
            default
        );

        Assert.Equal([Place(0, 0)], Assert.Single(there).Value.Places);
        Assert.Equal([Place(0, 0)], (await Index.FindAsync(_key, "ann", default))!.Places);
        Assert.Equal([Place(0, 2)], (await Index.FindAsync(_key, "bob", default))!.Places);
    }

    [Fact]
    public async Task Places_ChangedInBetween_AreNotOverwritten()
    {
        await Index.TakeAsync(_key, new Dictionary<string, JourneyPlace> { ["ann"] = Place(0, 0) }, default);
        var read = (await Index.FindAsync(_key, "ann", default))!;
        await Index.UpdateAsync(read with { Places = [Place(0, 0), Place(1, 1)] }, default);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => Index.UpdateAsync(read with { Places = [Place(2, 2)] }, default));

        Assert.Equal([Place(0, 0), Place(1, 1)], (await Index.FindAsync(_key, "ann", default))!.Places);
    }

    [Fact]
    public async Task Places_OfOneContact_AreReadInAllAutomations_AndNoOtherContactsAreRead()
    {
        var other = _key with { AutomationId = _key.AutomationId + "2" };
        var contact = $"ann{Guid.NewGuid():N}";
        await Index.TakeAsync(
            _key,
            new Dictionary<string, JourneyPlace> { [contact] = Place(0, 0), [contact + "a"] = Place(0, 1) },
            default
        );
        await Index.TakeAsync(other, new Dictionary<string, JourneyPlace> { [contact] = Place(5, 5) }, default);

        var read = await Index.ReadAsync("acme", contact, default).ToListAsync();

        Assert.Equal([(_key, 0), (other, 5)], read.Select(one => (one.Key, one.Places[0].Page)));
    }

    [Fact]
    public async Task Places_Deleted_AreGone()
    {
        await Index.TakeAsync(_key, new Dictionary<string, JourneyPlace> { ["ann"] = Place(0, 0), ["bob"] = Place(0, 1) }, default);

        await Index.DeleteAsync(_key, ["ann", "nobody"], default);
        await Index.DeleteAsync(_key, ["ann"], default);

        Assert.Null(await Index.FindAsync(_key, "ann", default));
        Assert.NotNull(await Index.FindAsync(_key, "bob", default));
    }

    private static JourneyPlace Place(int page, int slot) => new(page, slot, "list", Noon);
}
