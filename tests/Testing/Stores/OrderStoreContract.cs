using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IOrderStore"/> does.</summary>
public abstract class OrderStoreContract
{
    private static readonly DateTimeOffset March = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IOrderStore> NewStoreAsync();

    [Fact]
    public async Task SavedOrder_IsRead_AsItWasSubmitted()
    {
        var store = await NewStoreAsync();
        var order = Order("o-1") with
        {
            Campaign = Samples.HostileTexts[5],
            Currency = "EUR",
            At = new(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
            Items = [new("p1", 2, 19.90m), new("p.2", 1, 0)],
        };

        Assert.Equal([UpsertResult.Stored], await SaveAsync(store, "c1", order));

        var found = (await store.FindAsync("acme", "o-1", Token))!;
        Assert.Equal("c1", found.ContactId);
        Assert.Equal(order.Items, found.Order.Items);
        Assert.Equal(order with { Items = found.Order.Items }, found.Order);
        Assert.Equal(39.80m, found.Order.Total);
        Assert.Null(await store.FindAsync("other", "o-1", Token));
        Assert.Null(await store.FindAsync("acme", "o/2", Token));
    }

    [Fact]
    public async Task Versions_InWhateverOrder_LeaveTheNewest()
    {
        var store = await NewStoreAsync();
        var first = Order("o1", product: "p1");
        var third = first with { Version = 3, Status = OrderStatus.Refunded, Items = [new("p2", 1, 5)], At = March.AddMonths(1) };

        Assert.Equal([UpsertResult.Stored], await SaveAsync(store, "c1", third));
        Assert.Equal([UpsertResult.Late, UpsertResult.Repeated], await SaveAsync(store, "c1", first with { Version = 2 }, third));

        Assert.Equal(OrderStatus.Refunded, Assert.Single((await store.ReadHistoryAsync("acme", "c1", Token)).Orders).Status);
        Assert.Empty(await SalesAsync(store, "p1"));
        Assert.Equal("c1", ContactKey.IdOf(Assert.Single(await SalesAsync(store, "p2")).ContactKey));

        Assert.Equal([UpsertResult.Stored], await SaveAsync(store, "c1", first with { Version = 4 }));
        Assert.Empty(await SalesAsync(store, "p2"));
        Assert.Equal(March, Assert.Single(await SalesAsync(store, "p1")).At);
    }

    [Fact]
    public async Task Telling_WithoutAVersion_CountsWhenItSaysSomethingNew()
    {
        var store = await NewStoreAsync();
        var order = Order("o1") with { Version = 0 };

        Assert.Equal(
            [UpsertResult.Stored, UpsertResult.Repeated, UpsertResult.Stored, UpsertResult.Repeated],
            await SaveAsync(
                store,
                "c1",
                order,
                order,
                order with
                {
                    Status = OrderStatus.Refunded,
                },
                order with
                {
                    Status = OrderStatus.Refunded,
                }
            )
        );

        var stored = (await store.FindAsync("acme", "o1", Token))!.Order;
        Assert.Equal((2, OrderStatus.Refunded), (stored.Version, stored.Status));
    }

    [Fact]
    public async Task Order_OfAnotherContact_IsRefused()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, "c1", Order("o1"));

        var effects = await store.SaveAsync(
            "acme",
            [new("c2", Order("o1") with { Version = 9 }), new("c2", Order("o2")), new("c3", Order("o2"))],
            Token
        );

        Assert.Equal([UpsertResult.OtherContact, UpsertResult.Stored, UpsertResult.OtherContact], effects);
        Assert.Equal("o2", Assert.Single((await store.ReadHistoryAsync("acme", "c2", Token)).Orders).Id);
        Assert.Empty((await store.ReadHistoryAsync("acme", "c3", Token)).Orders);
        Assert.Equal(2, (await SalesAsync(store, "p1")).Count);
    }

    [Fact]
    public async Task Sales_OfAPeriod_ComeByContact_AndNoOthers()
    {
        var store = await NewStoreAsync();
        var from = new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);
        var to = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        List<OrderUpsert> facts = [];
        for (var i = 0; i < 300; i++)
        {
            facts.Add(new($"c.{i % 37}", Order($"o{i}", product: i % 3 is 0 ? "p2" : "p1") with { At = from.AddDays((i * 7 % 150) - 30) }));
        }

        await store.SaveAsync("acme", facts, Token);
        await store.SaveAsync("other", [new("c1", Order("x", product: "p1"))], Token);

        foreach (var after in new[] { null, ContactKey.Of("c.5"), ContactKey.Of("c.20") })
        {
            var sales = await store.ReadSalesAsync("acme", "p1", from, to, after, Token).ToListAsync();
            var expected = facts
                .Where(f =>
                    f.Order.Items[0].Product is "p1"
                    && f.Order.At >= from
                    && f.Order.At < to
                    && (after is null || string.CompareOrdinal(ContactKey.Of(f.ContactId), after) > 0)
                )
                .ToList();
            Assert.NotEmpty(sales);
            Assert.Equal(expected.Select(f => f.Order.Id).Order(), sales.Select(sale => sale.OrderId).Order());
            Assert.Equal(
                sales.Select(sale => sale.ContactKey).OrderBy(key => key, StringComparer.Ordinal),
                sales.Select(sale => sale.ContactKey)
            );
        }
    }

    [Fact]
    public async Task Sales_OfAllTimes_AreFound_HoweverFarApart()
    {
        var store = await NewStoreAsync();
        await SaveAsync(
            store,
            "c1",
            Order("o1") with
            {
                At = new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
            Order("o2"),
            Order("o3") with
            {
                At = March.AddYears(30),
            }
        );

        Assert.Equal(["o1", "o2", "o3"], (await SalesAsync(store, "p1")).Select(sale => sale.OrderId).Order());
        Assert.Equal(
            ["o1", "o2"],
            (await store.ReadSalesAsync("acme", "p1", null, March.AddDays(1), null, Token).ToListAsync())
                .Select(sale => sale.OrderId)
                .Order()
        );
        Assert.Equal(
            ["o3"],
            (await store.ReadSalesAsync("acme", "p1", March.AddDays(1), null, null, Token).ToListAsync()).Select(sale => sale.OrderId)
        );
    }

    [Fact]
    public async Task Histories_OfEverybody_ComeInOrder()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync("acme", [.. Enumerable.Range(0, 60).Select(i => new OrderUpsert($"c{i % 40}", Order($"o{i}")))], Token);

        var all = await store.ReadHistoriesAsync("acme", null, Token).ToListAsync();

        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => ContactKey.Of($"c{i}")).OrderBy(key => key, StringComparer.Ordinal),
            all.Select(h => h.ContactKey)
        );
        Assert.Equal(60, all.Sum(h => h.History.Orders.Count));
        Assert.Equal(
            all.Skip(15).Select(h => h.ContactKey),
            (await store.ReadHistoriesAsync("acme", all[14].ContactKey, Token).ToListAsync()).Select(h => h.ContactKey)
        );
    }

    [Fact]
    public async Task Writers_OfOneContactAtOnce_LoseNothing()
    {
        var store = await NewStoreAsync();

        await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(i =>
                    store.SaveAsync(
                        "acme",
                        [new("c1", Order($"own{i}")), new("c1", Order("shared", product: $"p{i}") with { Version = i })],
                        Token
                    )
                )
        );

        var history = await store.ReadHistoryAsync("acme", "c1", Token);
        Assert.Equal(7, history.Orders.Count);
        Assert.Equal(6, history.Find("shared")!.Version);
        for (var i = 2; i <= 6; i++)
        {
            Assert.Equal(i is 6 ? ["shared"] : [], (await SalesAsync(store, $"p{i}")).Select(sale => sale.OrderId));
        }
    }

    [Fact]
    public async Task DeletedHistory_LeavesNothing()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, "c1", Order("o1"), Order("o2"));
        await SaveAsync(store, "c2", Order("o3"));

        await store.DeleteHistoryAsync("acme", "c1", Token);
        await store.DeleteHistoryAsync("acme", "c1", Token);

        Assert.Empty((await store.ReadHistoryAsync("acme", "c1", Token)).Orders);
        Assert.Null(await store.FindAsync("acme", "o1", Token));
        Assert.Equal("o3", Assert.Single(await SalesAsync(store, "p1")).OrderId);
    }

    [Fact]
    public async Task Delete_OfAnOrder_LeavesTheOthersAndFreesItsId()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, "c1", Order("o1"), Order("o2", "p2"));
        await SaveAsync(store, "c2", Order("o3"));

        Assert.True(await store.DeleteAsync("acme", "o1", Token));
        Assert.False(await store.DeleteAsync("acme", "o1", Token));
        Assert.False(await store.DeleteAsync("acme", "a/b", Token));
        Assert.False(await store.DeleteAsync("other", "o2", Token));

        Assert.Equal("o2", Assert.Single((await store.ReadHistoryAsync("acme", "c1", Token)).Orders).Id);
        Assert.Null(await store.FindAsync("acme", "o1", Token));
        Assert.Equal("o3", Assert.Single(await SalesAsync(store, "p1")).OrderId);
        Assert.Equal([UpsertResult.Stored], await SaveAsync(store, "c2", Order("o1")));
    }

    [Fact]
    public async Task Delete_OfTheLastOrder_LeavesNoHistory()
    {
        var store = await NewStoreAsync();
        await SaveAsync(store, "c1", Order("o1"));

        Assert.True(await store.DeleteAsync("acme", "o1", Token));

        Assert.Empty(await store.ReadHistoriesAsync("acme", null, Token).ToListAsync());
        Assert.Empty(await SalesAsync(store, "p1"));
    }

    private static Order Order(string id, string product = "p1") =>
        new(id, 1, March, OrderStatus.Successful, "FR", null, Domain.Orders.Order.NoCurrency, [new(product, 1, 10)]);

    private static Task<IReadOnlyList<UpsertResult>> SaveAsync(IOrderStore store, string contactId, params Order[] orders) =>
        store.SaveAsync("acme", [.. orders.Select(order => new OrderUpsert(contactId, order))], Token);

    private static async Task<List<Sale>> SalesAsync(IOrderStore store, string product) =>
        await store.ReadSalesAsync("acme", product, null, null, null, Token).ToListAsync();
}
