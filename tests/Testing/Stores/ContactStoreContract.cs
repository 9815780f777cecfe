using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IContactStore"/> does.</summary>
public abstract class ContactStoreContract
{
    private static readonly Consent OptOut = new(ConsentStatus.Unsubscribed, "link", Samples.Now);

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IContactStore> NewStoreAsync();

    [Fact]
    public async Task SavedContact_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var saved = await store.SaveAsync(
            Samples.Contact("c-1") with
            {
                Attributes = new Dictionary<string, AttributeValue>
                {
                    ["name"] = new AttributeValue.Text(Samples.HostileTexts[5]),
                    ["points"] = new AttributeValue.Number(12.50m),
                    ["vip"] = new AttributeValue.Flag(true),
                },
                Country = "FR",
                TimeZone = "Europe/Paris",
                Language = "fr",
                Consents = new Dictionary<ChannelKind, Consent> { [ChannelKind.Email] = OptOut },
            },
            Token
        );

        var found = await store.FindAsync("acme", "c-1", Token);

        Assert.Equal(saved.Addresses, found!.Addresses);
        Assert.Equal(saved.Attributes, found.Attributes);
        Assert.Equal(saved.Consents, found.Consents);
        Assert.Equal(saved with { Addresses = found.Addresses, Attributes = found.Attributes, Consents = found.Consents }, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task Search_ByTheBeginningOfAnId_FindsEachOnceInTheOrderOfTheList(int limit)
    {
        var store = await NewStoreAsync();
        string[] ids = ["a", "a.", "a.b", "a-1", "a=", "a_", "a1", "ab", "aB", "azz", "A", "b", "ba"];
        await Task.WhenAll(ids.Select(id => store.SaveAsync(Samples.Contact(id), Token)));
        await store.SaveAsync(Samples.Contact("a2") with { TenantId = "other" }, Token);

        foreach (var prefix in new[] { "a", "a.", "A", "b", "zz" })
        {
            List<string> found = [];
            string? cursor = null;
            do
            {
                var page = await store.SearchAsync("acme", prefix, limit, cursor, Token);
                found.AddRange(page.Items.Select(contact => contact.Id));
                cursor = page.Next;
            } while (cursor is not null);

            Assert.Equal(
                ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(ContactKey.Of, StringComparer.Ordinal),
                found
            );
        }

        var first = await store.SearchAsync("acme", "a", 1, null, Token);
        await Assert.ThrowsAsync<BadCursorException>(() => store.SearchAsync("acme", "b", 1, first.Next, Token));
    }

    [Fact]
    public async Task Save_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.SaveAsync(Samples.Contact("c1"), Token);
        var second = await store.SaveAsync(first with { Country = "DE" }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync(first with { Country = "FR" }, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync(Samples.Contact("c1"), Token));

        Assert.Equal(second.ETag, (await store.FindAsync("acme", "c1", Token))!.ETag);
    }

    [Fact]
    public async Task OtherTenants_SeeNothing()
    {
        var store = await NewStoreAsync();
        var ours = await store.SaveAsync(Samples.Contact("c1"), Token);
        await store.SaveAsync(Samples.Contact("c1", tenantId: "other", email: "zoe@example.net"), Token);

        await store.DeleteAsync("other", "c1", Token);

        Assert.Equal("c1", Assert.Single((await store.ListAsync("acme", 10, null, Token)).Items).Id);
        Assert.Empty((await store.ListAsync("other", 10, null, Token)).Items);
        Assert.Equal(ours.ETag, (await store.FindAsync("acme", "c1", Token))!.ETag);
        Assert.Null((await FindByEmailAsync(store, ours.Addresses[ChannelKind.Email], tenantId: "other")).Contact);
    }

    [Fact]
    public async Task Address_LeadsToItsContact_WhateverItsCase()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Samples.Contact("c1", email: "Ann@example.net"), Token);

        var found = await store.FindByAddressAsync("acme", ChannelKind.Email, ["nobody@example.net", "ann@example.net"], Token);

        Assert.Equal([null, "c1"], found.Select(known => known.Contact?.Id));
        Assert.Null((await store.FindByAddressAsync("acme", ChannelKind.Vk, ["ann@example.net"], Token))[0].Contact);
    }

    [Fact]
    public async Task Address_ThatMoved_LeadsToWhoHasItNow()
    {
        var store = await NewStoreAsync();
        var ann = await store.SaveAsync(Samples.Contact("ann", email: "shared@example.net"), Token);
        await store.SaveAsync(Samples.Contact("bob", email: "shared@example.net"), Token);
        await store.SaveAsync(
            ann with
            {
                Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "ann@example.net" },
            },
            Token
        );

        Assert.Equal("bob", (await FindByEmailAsync(store, "shared@example.net")).Contact?.Id);
        Assert.Equal("ann", (await FindByEmailAsync(store, "ann@example.net")).Contact?.Id);

        await store.DeleteAsync("acme", "bob", Token);
        Assert.Equal(KnownAddress.Nothing, await FindByEmailAsync(store, "shared@example.net"));
    }

    [Fact]
    public async Task DeletedContact_IsGone_AndItsOptOutStays()
    {
        var store = await NewStoreAsync();
        var contact = Samples.Contact("c1", email: "ann@example.net").With(ChannelKind.Email, OptOut, Samples.Now);
        await store.SaveAsync(contact, Token);

        await store.DeleteAsync("acme", "c1", Token);
        await store.DeleteAsync("acme", "c1", Token);

        Assert.Null(await store.FindAsync("acme", "c1", Token));
        Assert.Equal(new KnownAddress(null, OptOut), await FindByEmailAsync(store, "ann@example.net"));
        await store.SaveAsync(Samples.Contact("c2", email: "ann@example.net"), Token);
        var again = await FindByEmailAsync(store, "ANN@example.net");
        Assert.Equal(("c2", OptOut), (again.Contact?.Id, again.Consent));
        Assert.Equal(OptOut, again.Contact?.ConsentTo(ChannelKind.Email, again.Consent));
    }

    [Fact]
    public async Task Reading_OfAllOrMany_KeepsTheOrder()
    {
        var store = await NewStoreAsync();
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"c.{i}")];
        await Task.WhenAll(ids.Select(id => store.SaveAsync(Samples.Contact(id), Token)));

        var all = await store.ReadAllAsync("acme", null, Token).Select(contact => ContactKey.Of(contact.Id)).ToListAsync();
        var rest = await store.ReadAllAsync("acme", all[24], Token).Select(contact => ContactKey.Of(contact.Id)).ToListAsync();
        var many = await store.FindManyAsync("acme", ["c.3", "nobody", "c.1"], Token);

        Assert.Equal(ids.Select(ContactKey.Of).Order(StringComparer.Ordinal), all);
        Assert.Equal(all[25..], rest);
        Assert.Equal(["c.3", null, "c.1"], many.Select(contact => contact?.Id));
    }

    [Fact]
    public async Task Consent_OfAnAddress_IsTheNewestWord()
    {
        var store = await NewStoreAsync();
        var back = new Consent(ConsentStatus.Subscribed, "START", Samples.Now.AddDays(1));

        await store.SetConsentAsync("acme", ChannelKind.Email, "ann@example.net", OptOut, Token);
        Assert.Equal(OptOut, (await FindByEmailAsync(store, "Ann@example.net")).Consent);

        await store.SetConsentAsync("acme", ChannelKind.Email, "Ann@example.net", back, Token);
        await store.SetConsentAsync("acme", ChannelKind.Email, "ann@example.net", OptOut, Token);

        Assert.Equal(back, (await FindByEmailAsync(store, "ann@example.net")).Consent);
        Assert.Null((await FindByEmailAsync(store, "ann@example.net", tenantId: "other")).Consent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task List_InPages_ShowsEachContactOnce(int limit)
    {
        var store = await NewStoreAsync();
        string[] ids = [.. Enumerable.Range(0, 50).Select(i => $"c.{i}")];
        await Task.WhenAll(ids.Select(id => store.SaveAsync(Samples.Contact(id), Token)));

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await store.ListAsync("acme", limit, cursor, Token);
            Assert.True(page.Items.Count <= limit);
            seen.AddRange(page.Items.Select(contact => contact.Id));
            cursor = page.Next;
        } while (cursor is not null);

        Assert.Equal(ids.OrderBy(ContactKey.Of, StringComparer.Ordinal), seen);
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListAsync("acme", limit, "nonsense", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b#c?")]
    [InlineData("'; or 1 eq 1")]
    public async Task StrangeIds_FindNothing(string id)
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Samples.Contact("c1"), Token);

        Assert.Null(await store.FindAsync("acme", id, Token));
        await store.DeleteAsync("acme", id, Token);
    }

    private static async Task<KnownAddress> FindByEmailAsync(IContactStore store, string address, string tenantId = "acme") =>
        (await store.FindByAddressAsync(tenantId, ChannelKind.Email, [address], Token))[0];
}
