using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IAudienceStore"/> does.</summary>
public abstract class AudienceStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IAudienceStore> NewStoreAsync();

    [Fact]
    public async Task SavedAudiences_AreRead_AsTheyWereWritten()
    {
        var store = await NewStoreAsync();
        var filter = new BuyersFilter(
            ["p1", "p2"],
            Samples.Now,
            null,
            [OrderStatus.Successful, OrderStatus.Refunded],
            ["FR"],
            [Samples.HostileTexts[5]],
            ["p3"]
        );
        var rule = new SegmentRule
        {
            All =
            [
                new() { Attribute = new("city", Is: new AttributeValue.Text("Paris")) },
                new()
                {
                    Not = new()
                    {
                        Bought = new()
                        {
                            Products = ["p1"],
                            From = "2026-01-01",
                            Status = [OrderStatus.Pending],
                        },
                    },
                },
                new() { Spend = new(AtLeast: 10.5m, Currency: "EUR") },
            ],
        };
        await store.AddAsync(Audience(1) with { Rule = new Buyers(filter) }, Token);
        await store.AddAsync(Audience(2) with { Rule = new Segment(rule) }, Token);
        await store.AddAsync(Audience(3), Token);
        await store.AddAsync(Audience(4) with { Rule = new AddressList(ChannelKind.Whatsapp, 1_000_000, 17) }, Token);

        Assert.Equal(new Buyers(filter), (await store.FindAsync("acme", Samples.Id(1), Token))!.Rule);
        var segment = (Segment)(await store.FindAsync("acme", Samples.Id(2), Token))!.Rule!;
        Assert.Equal(new AttributeValue.Text("Paris"), segment.Rule.All![0].Attribute!.Is);
        var bought = segment.Rule.All[1].Not!.Bought!;
        Assert.Equal(("p1", "2026-01-01", OrderStatus.Pending), (bought.Products!.Single(), bought.From, bought.Status!.Single()));
        Assert.Equal(10.5m, segment.Rule.All[2].Spend!.AtLeast);
        Assert.True((await store.FindAsync("acme", Samples.Id(3), Token))!.IsList);
        var addresses = (await store.FindAsync("acme", Samples.Id(4), Token))!;
        Assert.Equal((new AddressList(ChannelKind.Whatsapp, 1_000_000, 17), false), (addresses.Rule, addresses.IsList));
        Assert.Null(await store.FindAsync("other", Samples.Id(1), Token));
        Assert.Equal(
            [Samples.Id(4), Samples.Id(3), Samples.Id(2), Samples.Id(1)],
            (await store.ListAsync("acme", 10, null, Token)).Items.Select(audience => audience.Id)
        );
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.AddAsync(Audience(1), Token);
        await store.UpdateAsync(first with { Name = "second" }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(first with { Name = "late" }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(Audience(1), Token));
        Assert.Equal("second", (await store.FindAsync("acme", first.Id, Token))!.Name);
    }

    [Fact]
    public async Task Members_ComeOnceAndInOrder_AndGoAgain()
    {
        var store = await NewStoreAsync();
        string[] ids = [.. Enumerable.Range(0, 150).Select(i => $"c.{i}")];
        await store.AddAsync(Audience(1), Token);
        await store.ChangeMembersAsync("acme", Samples.Id(1), [.. ids, "c.7"], [], Token);
        await store.ChangeMembersAsync("other", Samples.Id(1), ["x"], [], Token);
        await store.ChangeMembersAsync("acme", Samples.Id(1), ["c.1"], ["c.0", "c.1", "nobody"], Token);

        var keys = await store.ReadMembersAsync("acme", Samples.Id(1), null, Token).ToListAsync();

        Assert.Equal(ids[1..].Select(ContactKey.Of).Order(StringComparer.Ordinal), keys);
        Assert.Equal(keys[100..], await store.ReadMembersAsync("acme", Samples.Id(1), keys[99], Token).ToListAsync());
        Assert.True(await store.IsMemberAsync("acme", Samples.Id(1), "c.1", Token));
        Assert.False(await store.IsMemberAsync("acme", Samples.Id(1), "c.0", Token));

        await store.DeleteAsync("acme", Samples.Id(1), Token);
        await store.DeleteAsync("acme", Samples.Id(1), Token);
        Assert.Null(await store.FindAsync("acme", Samples.Id(1), Token));
        Assert.Empty(await store.ReadMembersAsync("acme", Samples.Id(1), null, Token).ToListAsync());
        Assert.Single(await store.ReadMembersAsync("other", Samples.Id(1), null, Token).ToListAsync());
    }

    [Fact]
    public async Task Addresses_AreReadFromAnyPlace_AsTheyWereWritten()
    {
        var store = await NewStoreAsync();
        string[] addresses = [.. Enumerable.Range(0, (2 * AddressList.PieceSize) + 7).Select(i => $"reader{i}@example.net")];
        await WriteAsync(store, "acme", addresses);
        await WriteAsync(store, "other", ["eve@example.net"]);
        var audience = await store.AddAsync(Audience(1) with { Rule = new AddressList(ChannelKind.Email, addresses.Length, 0) }, Token);

        foreach (
            var passed in new[]
            {
                0,
                1,
                AddressList.PieceSize - 1,
                AddressList.PieceSize,
                AddressList.PieceSize + 1,
                addresses.Length - 1,
                addresses.Length,
            }
        )
        {
            Assert.Equal(addresses[passed..], await store.ReadAddressesAsync(audience, passed, Token).ToListAsync());
        }
    }

    [Fact]
    public async Task Addresses_OfAnyKind_AreReadAsTheyWereWritten()
    {
        var store = await NewStoreAsync();
        string[] addresses = [.. Samples.HostileTexts.Where(text => !text.Contains('\n', StringComparison.Ordinal)), "\t", "a\rb"];
        await WriteAsync(store, "acme", addresses);
        var audience = await store.AddAsync(Audience(1) with { Rule = new AddressList(ChannelKind.Push, addresses.Length, 0) }, Token);

        Assert.Equal(addresses, await store.ReadAddressesAsync(audience, 0, Token).ToListAsync());
    }

    [Fact]
    public async Task Addresses_AsLongAsTheyGet_AndWithoutPattern_AreOnePiece_ThatGoesWhole()
    {
        var store = await NewStoreAsync();
        var chance = new Random(1);
        string[] addresses =
        [
            .. Enumerable
                .Range(0, AddressList.PieceSize)
                .Select(_ => new string([.. Enumerable.Range(0, 256).Select(_ => (char)chance.Next(0x3400, 0xD7A0))])),
        ];
        await store.WriteAddressesAsync("acme", Samples.Id(1), 0, addresses, Token);
        var audience = await store.AddAsync(Audience(1) with { Rule = new AddressList(ChannelKind.Push, addresses.Length, 0) }, Token);

        Assert.Equal(addresses, await store.ReadAddressesAsync(audience, 0, Token).ToListAsync());
        Assert.Equal(addresses[3_210..], await store.ReadAddressesAsync(audience, 3_210, Token).ToListAsync());

        // Of the longer piece that was there nothing is left behind a shorter one.
        await store.DeleteAddressesAsync("acme", audience.Id, pieces: 1, Token);
        await store.WriteAddressesAsync("acme", audience.Id, 0, ["ann"], Token);
        Assert.Equal(["ann"], await store.ReadAddressesAsync(audience, 0, Token).ToListAsync());
    }

    [Fact]
    public async Task Addresses_GoWithTheirAudience_AndPiecesWithoutOneByTheirNumber()
    {
        var store = await NewStoreAsync();
        string[] addresses = [.. Enumerable.Range(0, (3 * AddressList.PieceSize) + 1).Select(i => $"reader{i}@example.net")];
        await WriteAsync(store, "acme", addresses);
        await WriteAsync(store, "other", addresses);
        var mine = await store.AddAsync(Audience(1) with { Rule = new AddressList(ChannelKind.Email, addresses.Length, 0) }, Token);
        var theirs = await store.AddAsync(Audience(1) with { TenantId = "other", Rule = mine.Rule }, Token);

        await store.DeleteAsync("acme", mine.Id, Token);
        Assert.Null(await store.FindAsync("acme", mine.Id, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await store.ReadAddressesAsync(mine, 3 * AddressList.PieceSize, Token).ToListAsync()
        );
        Assert.Equal(addresses.Length, await store.ReadAddressesAsync(theirs, 0, Token).CountAsync());

        await store.DeleteAddressesAsync("other", theirs.Id, pieces: 2, Token);
        await store.DeleteAddressesAsync("other", theirs.Id, pieces: 2, Token);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await store.ReadAddressesAsync(theirs, (2 * AddressList.PieceSize) - 1, Token).ToListAsync()
        );
        Assert.Equal(
            addresses[(2 * AddressList.PieceSize)..],
            await store.ReadAddressesAsync(theirs, 2 * AddressList.PieceSize, Token).ToListAsync()
        );
        Assert.Throws<ArgumentException>(() => store.ReadAddressesAsync(Audience(1), 0, Token));
    }

    private static async Task WriteAsync(IAudienceStore store, string tenantId, string[] addresses)
    {
        foreach (var (piece, part) in addresses.Chunk(AddressList.PieceSize).Index())
        {
            await store.WriteAddressesAsync(tenantId, Samples.Id(1), piece, part, Token);
        }
    }

    private static AudienceDefinition Audience(int number) =>
        new()
        {
            TenantId = "acme",
            Id = Samples.Id(number),
            Name = "VIPs",
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
}
