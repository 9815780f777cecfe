using CampaignTasks.Domain;
using CampaignTasks.Domain.Quotas;
using NodaTime;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IQuotaStore"/> does.</summary>
public abstract class QuotaStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IQuotaStore> NewStoreAsync();

    [Fact]
    public async Task UnknownQuota_IsEmpty_AndHasNoVersion()
    {
        var store = await NewStoreAsync();

        var quota = await store.ReadAsync("acme", "account", Token);

        Assert.Equal((default, null), (quota.NextFree, quota.ETag));
        Assert.Empty(quota.Days);
        Assert.Empty(quota.Reservations);
    }

    [Fact]
    public async Task SavedQuota_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var saved = await store.SaveAsync("acme", "account", Taken(Samples.HostileTexts.Length), Token);

        var found = await store.ReadAsync("acme", "account", Token);

        Assert.Equal((saved.ETag, saved.UsedUntil), (found.ETag, found.UsedUntil));
        Assert.Equal(saved.Days, found.Days);
        Assert.Equal(saved.Reservations, found.Reservations);
        Assert.NotEmpty(found.Reservations);
    }

    [Fact]
    public async Task FullQuota_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var saved = await store.SaveAsync("acme", "account", Taken(SendQuota.MaxReservations), Token);

        Assert.Equal(saved.Reservations, (await store.ReadAsync("acme", "account", Token)).Reservations);
    }

    [Fact]
    public async Task Save_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.SaveAsync("acme", "account", Taken(1), Token);
        var second = await store.SaveAsync("acme", "account", first.Commit("holder 0"), Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync("acme", "account", first.Release("holder 0"), Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync("acme", "account", Taken(2), Token));

        Assert.Equal(second.ETag, (await store.ReadAsync("acme", "account", Token)).ETag);
    }

    [Fact]
    public async Task Scopes_OfTenantsAccountsAndTasks_AreTheirOwn()
    {
        var store = await NewStoreAsync();
        (string Tenant, string Scope)[] places =
        [
            ("acme", "x"),
            ("acme", QuotaPolicy.ScopeOfTask("x")),
            ("other", "x"),
            ("acme", "x|y"),
            ("acme|x", "y"),
        ];
        for (var i = 0; i < places.Length; i++)
        {
            await store.SaveAsync(places[i].Tenant, places[i].Scope, Taken(i + 1), Token);
        }

        for (var i = 0; i < places.Length; i++)
        {
            Assert.Equal(i + 1, (await store.ReadAsync(places[i].Tenant, places[i].Scope, Token)).Reservations.Count);
        }
    }

    [Fact]
    public async Task DeletedQuota_IsGone_AndItsWriterLosesTheRace()
    {
        var store = await NewStoreAsync();
        var saved = await store.SaveAsync("acme", "account", Taken(1), Token);

        await store.DeleteAsync("acme", "account", Token);
        await store.DeleteAsync("acme", "account", Token);

        Assert.Null((await store.ReadAsync("acme", "account", Token)).ETag);
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync("acme", "account", saved, Token));
        Assert.NotNull((await store.SaveAsync("acme", "account", Taken(1), Token)).ETag);
    }

    [Fact]
    public async Task Saves_AtOnce_LetOneThrough()
    {
        var store = await NewStoreAsync();
        async Task<bool> TryAsync(SendQuota quota)
        {
            try
            {
                await store.SaveAsync("acme", "account", quota, Token);
                return true;
            }
            catch (ConcurrencyConflictException)
            {
                return false;
            }
        }

        Assert.Single(await Task.WhenAll(Enumerable.Range(1, 5).Select(i => TryAsync(Taken(i)))), won => won);
        var read = await store.ReadAsync("acme", "account", Token);
        Assert.Single(await Task.WhenAll(Enumerable.Range(1, 5).Select(i => TryAsync(Taken(i) with { ETag = read.ETag }))), won => won);
    }

    private static SendQuota Taken(int leases) =>
        Enumerable
            .Range(0, leases)
            .Aggregate(SendQuota.Empty, (quota, i) =>
                quota
                    .Reserve(
                        new SlotRequest(
                            $"holder {i}",
                            Samples.HostileTexts[i % Samples.HostileTexts.Length],
                            Wanted: 1 + (i % 3),
                            DateTimeZoneProviders.Tzdb["Europe/Paris"]
                        )
                        {
                            Interval = TimeSpan.FromMinutes(1.5),
                            Spacing = TimeSpan.FromMinutes(i % 2 * 3),
                        },
                        Samples.Now
                    )
                    .After
            );
}
