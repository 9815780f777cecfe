using CampaignTasks.Domain.Conversions;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IConversionStore"/> does.</summary>
public abstract class ConversionStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IConversionStore> NewStoreAsync();

    [Fact]
    public async Task Totals_FollowTheNewestVersionOfEachOrder()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync("acme", [New("o1", 1, 10), New("o2", 1, 5, "USD"), New("o3", 1, 7, task: "t2")], Token);
        await store.SaveAsync("acme", [New("o1", 1, 10), New("o1", 3, 12.50m), New("o1", 2, 99)], Token);
        await store.SaveAsync("acme", [New("o1", 2, 99)], Token);

        var totals = await store.TotalsAsync("acme", ["t1", "t2", "t3"], Token);

        Assert.Equal([2, 1, 0], totals.Select(total => total.Converted));
        Assert.Equal(new Dictionary<string, decimal> { ["EUR"] = 12.50m, ["USD"] = 5 }, totals[0].Revenue);
        Assert.Equal(New("o1", 3, 12.50m), (await store.FindManyAsync("acme", ["o9", "o1"], Token))[1]);
        Assert.Equal(ConversionTotals.None.Converted, (await store.TotalsAsync("other", ["t1"], Token))[0].Converted);
    }

    [Fact]
    public async Task Refund_TakesAway_AndMovesGoAlong()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync("acme", [New("o1", 1, 10), New("o2", 1, 4)], Token);

        await store.SaveAsync("acme", [New("o1", 2, 10) with { Counts = false }, New("o2", 2, 4, task: "t2")], Token);

        var totals = await store.TotalsAsync("acme", ["t1", "t2"], Token);
        Assert.Equal([0, 1], totals.Select(total => total.Converted));
        Assert.Empty(totals[0].Revenue);
        Assert.Equal(4, totals[1].Revenue["EUR"]);
    }

    [Fact]
    public async Task Conversions_OfSeveralCreatives_AreCountedByCreative()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(
            "acme",
            [New("o1", 1, 10) with { CreativeId = "c1" }, New("o2", 1, 4) with { CreativeId = "c2" }, New("o3", 1, 1)],
            Token
        );
        await store.SaveAsync(
            "acme",
            [New("o4", 1, 5) with { CreativeId = "c1" }, New("o2", 2, 4) with { CreativeId = "c2", Counts = false }],
            Token
        );

        var totals = (await store.TotalsAsync("acme", ["t1"], Token))[0];

        Assert.Equal((3, 16m), (totals.Converted, totals.Revenue["EUR"]));
        Assert.Equal((2, 15m), (totals.ByCreative!["c1"].Converted, totals.ByCreative["c1"].Revenue["EUR"]));
        Assert.Equal(["c1"], totals.ByCreative.Keys);
    }

    [Fact]
    public async Task Conversions_AreCountedByTheDayOfTheirOrder()
    {
        var store = await NewStoreAsync();
        var (first, second) = (new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 1));
        Conversion[] orders =
        [
            New("o1", 1, 10) with
            {
                OrderedAt = new(2026, 4, 1, 1, 59, 59, TimeSpan.FromHours(2)),
            },
            New("o2", 1, 4) with
            {
                OrderedAt = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            },
            New("o3", 1, 1) with
            {
                OrderedAt = new(2026, 4, 2, 0, 0, 0, TimeSpan.Zero),
            },
        ];
        await store.SaveAsync("acme", orders, Token);
        await store.SaveAsync("acme", [orders[2] with { Version = 2, Counts = false }], Token);

        var totals = (await store.TotalsAsync("acme", ["t1"], Token))[0];

        Assert.Equal([first, second], totals.ByDay!.Keys.Order());
        Assert.Equal((1, 10m), (totals.ByDay[first].Converted, totals.ByDay[first].Revenue["EUR"]));
        Assert.Equal((1, 4m), (totals.ByDay[second].Converted, totals.ByDay[second].Revenue["EUR"]));
    }

    [Fact]
    public async Task OrdersSubmittedAtOnce_AreEachCountedOnce()
    {
        var store = await NewStoreAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(teller =>
                    store.SaveAsync("acme", [.. Enumerable.Range(0, 30).Select(i => New($"o{(teller % 2 * 15) + i}", 1, 1))], Token)
                )
        );

        Assert.Equal(45, (await store.TotalsAsync("acme", ["t1"], Token))[0].Revenue["EUR"]);
    }

    private static Conversion New(string order, long version, decimal amount, string currency = "EUR", string task = "t1") =>
        new(order, version, Samples.Now, task, Samples.Now.AddDays(-1), Counts: true, currency, amount);
}
