using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IContactStore"/> does with the records of addresses.</summary>
public abstract class AddressRecordContract
{
    private static readonly Consent OptOut = new(ConsentStatus.Unsubscribed, "link", Samples.Now);

    private static readonly Suppression Bounce = new(SuppressionReason.HardBounce, "acs", Samples.Now);

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IContactStore> NewStoreAsync();

    [Fact]
    public async Task OptOut_OfAContact_HoldsForTheAddress_WhoeverHasIt()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Samples.Contact("ann", email: "home@example.net"), Token);
        var bob = Samples.Contact("bob", email: "home@example.net").With(ChannelKind.Email, OptOut, Samples.Now);
        await store.SaveAsync(bob, Token);
        var cleo = await store.SaveAsync(
            Samples
                .Contact("cleo", email: "cleo@example.net")
                .With(ChannelKind.Email, new Consent(ConsentStatus.Subscribed, "form", Samples.Now.AddDays(1)), Samples.Now),
            Token
        );

        Assert.Equal(OptOut, (await FindByEmailAsync(store, "HOME@example.net")).Consent);

        // She subscribed at another address: that says nothing of this one.
        await store.SaveAsync(cleo with { Addresses = Email("home@example.net") }, Token);
        var moved = await FindByEmailAsync(store, "home@example.net");
        Assert.Equal(("cleo", OptOut), (moved.Contact?.Id, moved.Consent));
        Assert.Equal(OptOut, moved.Contact?.ConsentTo(ChannelKind.Email, moved.Consent));
    }

    [Fact]
    public async Task OptOut_OfAContact_GoesWithItToItsNextAddress_AndStaysAtTheLast()
    {
        var store = await NewStoreAsync();
        var ann = await store.SaveAsync(
            Samples.Contact("ann", email: "old@example.net").With(ChannelKind.Email, OptOut, Samples.Now),
            Token
        );

        await store.SaveAsync(ann with { Addresses = Email("new@example.net") }, Token);

        Assert.Equal(OptOut, (await FindByEmailAsync(store, "new@example.net")).Consent);
        Assert.Equal(new KnownAddress(null, OptOut), await FindByEmailAsync(store, "old@example.net"));
    }

    [Fact]
    public async Task OptOut_OfAnAddress_DoesNotFollowAContactThatLeavesIt()
    {
        var store = await NewStoreAsync();
        var ann = await store.SaveAsync(Samples.Contact("ann", email: "home@example.net"), Token);
        await store.SetConsentAsync("acme", ChannelKind.Email, "home@example.net", OptOut, Token);

        await store.SaveAsync(ann with { Addresses = Email("ann@example.net") }, Token);

        Assert.Null((await FindByEmailAsync(store, "ann@example.net")).Consent);
        Assert.Equal(OptOut, (await FindByEmailAsync(store, "home@example.net")).Consent);
    }

    [Fact]
    public async Task Consent_ThatAContactGivesAgain_IsTheAddresss()
    {
        var store = await NewStoreAsync();
        var ann = await store.SaveAsync(Samples.Contact("ann", email: "ann@example.net"), Token);
        await store.SetConsentAsync("acme", ChannelKind.Email, "ann@example.net", OptOut, Token);
        var back = new Consent(ConsentStatus.Subscribed, "form", Samples.Now.AddDays(1));

        await store.SaveAsync(ann.With(ChannelKind.Email, back, Samples.Now), Token);

        Assert.Equal(back, (await FindByEmailAsync(store, "ann@example.net")).Consent);
    }

    [Fact]
    public async Task Number_InItsOtherForm_LeadsToTheSameContactAndRecord()
    {
        var store = await NewStoreAsync();
        var contact = Samples.Contact("ana") with
        {
            Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Whatsapp] = "+525512345678" },
        };
        var saved = await store.SaveAsync(contact, Token);
        await store.SetConsentAsync("acme", ChannelKind.Whatsapp, "+5215512345678", OptOut, Token);

        var found = await store.FindByAddressAsync("acme", ChannelKind.Whatsapp, ["+525512345678", "+5215512345678"], Token);
        Assert.All(found, one => Assert.Equal(("ana", OptOut), (one.Contact?.Id, one.Consent)));

        await store.SaveAsync(
            saved with
            {
                Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Whatsapp] = "+5215512345678" },
            },
            Token
        );
        found = await store.FindByAddressAsync("acme", ChannelKind.Whatsapp, ["+525512345678"], Token);
        Assert.Equal(("ana", OptOut), (found[0].Contact?.Id, found[0].Consent));
    }

    [Fact]
    public async Task Suppression_IsListedWhileItIsInForce_ByTenantAndChannel()
    {
        var store = await NewStoreAsync();
        Assert.False(await store.MayHaveSuppressionsAsync("acme", Token));
        Assert.Empty((await store.ListSuppressedAsync("acme", null, 10, null, Token)).Items);

        await SuppressAsync(store, ChannelKind.Email, "Ann@example.net");
        await SuppressAsync(store, ChannelKind.Email, "bob@example.net");
        await SuppressAsync(store, ChannelKind.Sms, "+14255550123");
        await SuppressAsync(store, ChannelKind.Email, "zoe@example.net", tenantId: "other");
        await store.ChangeRecordAsync("acme", ChannelKind.Email, "BOB@example.net", record => record.Lifting(Samples.Now), Token);

        Assert.True(await store.MayHaveSuppressionsAsync("acme", Token));
        var all = (await store.ListSuppressedAsync("acme", null, 10, null, Token)).Items;
        Assert.Equal(["Ann@example.net", "+14255550123"], all.Select(one => one.Address));
        Assert.Equal(Bounce, all[0].Suppression);
        Assert.Equal(
            ["+14255550123"],
            (await store.ListSuppressedAsync("acme", ChannelKind.Sms, 10, null, Token)).Items.Select(one => one.Address)
        );
        Assert.Equal(Bounce, (await FindByEmailAsync(store, "ann@example.net")).Suppression);
        var records = await store.FindRecordsAsync("acme", ChannelKind.Email, ["bob@example.net", "ann@example.net"], Token);
        Assert.Equal([null, Bounce], records.Select(record => record.Suppression));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public async Task Suppressions_InPages_ComeOnceEach(int limit)
    {
        var store = await NewStoreAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SuppressAsync(store, ChannelKind.Email, $"r{i}@example.net")));
        await store.ChangeRecordAsync("acme", ChannelKind.Email, "r7@example.net", record => record.Lifting(Samples.Now), Token);

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await store.ListSuppressedAsync("acme", ChannelKind.Email, limit, cursor, Token);
            Assert.True(page.Items.Count <= limit);
            seen.AddRange(page.Items.Select(one => one.Address));
            cursor = page.Next;
        } while (cursor is not null);

        Assert.Equal(
            Enumerable.Range(0, 20).Where(i => i is not 7).Select(i => $"r{i}@example.net").Order(StringComparer.Ordinal),
            seen.Order(StringComparer.Ordinal)
        );
        await Assert.ThrowsAsync<BadCursorException>(() => store.ListSuppressedAsync("acme", null, limit, "nonsense", Token));
    }

    [Fact]
    public async Task Suppressions_Streamed_ComeInTheOrderOfTheListAndGoOnBehindAnAddress()
    {
        var store = await NewStoreAsync();
        await Task.WhenAll(Enumerable.Range(0, 9).Select(i => SuppressAsync(store, ChannelKind.Email, $"r{i}@example.net")));
        await SuppressAsync(store, ChannelKind.Sms, "+14255550123");
        await SuppressAsync(store, ChannelKind.Email, "zoe@example.net", tenantId: "other");
        var listed = (await store.ListSuppressedAsync("acme", null, 50, null, Token)).Items;

        var all = await store.ReadSuppressedAsync("acme", null, null, Token).ToListAsync();
        var last = (listed[4].Channel, listed[4].Address.ToUpperInvariant());
        await store.ChangeRecordAsync("acme", listed[4].Channel, listed[4].Address, record => record.Lifting(Samples.Now), Token);
        var rest = await store.ReadSuppressedAsync("acme", null, last, Token).ToListAsync();
        var mails = await store.ReadSuppressedAsync("acme", ChannelKind.Email, last, Token).ToListAsync();

        Assert.Equal(listed, all);
        Assert.Equal(listed.Skip(5), rest);
        Assert.Equal(listed.Skip(5).Where(one => one.Channel is ChannelKind.Email), mails);
    }

    [Fact]
    public async Task Suppression_OfAnErasedContact_StaysWithoutTheAddress()
    {
        var store = await NewStoreAsync();
        await store.SaveAsync(Samples.Contact("ann", email: "ann@example.net"), Token);
        await SuppressAsync(store, ChannelKind.Email, "ann@example.net");

        await store.DeleteAsync("acme", "ann", Token);

        Assert.Empty((await store.ListSuppressedAsync("acme", null, 10, null, Token)).Items);
        Assert.Equal(Bounce, (await FindByEmailAsync(store, "ann@example.net")).Suppression);
    }

    [Fact]
    public async Task Records_ChangedManyTimesAtOnce_LoseNothing()
    {
        var store = await NewStoreAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => store.ChangeRecordAsync("acme", ChannelKind.Sms, "+14255550123", record => Named(record, $"{i}"), Token))
        );

        var record = (await store.FindRecordsAsync("acme", ChannelKind.Sms, ["+14255550123"], Token))[0];
        Assert.Equal("012345", string.Concat(record.Consent!.Source.Order()));
    }

    // A change that is made once more after a lost answer must be one.
    private static AddressRecord Named(AddressRecord record, string name) =>
        record.Consent is { } said && said.Source.Contains(name, StringComparison.Ordinal)
            ? record
            : record.Saying(
                new Consent(ConsentStatus.Unsubscribed, record.Consent?.Source + name, record.Consent?.At.AddMinutes(1) ?? Samples.Now)
            );

    private static Dictionary<ChannelKind, string> Email(string address) => new() { [ChannelKind.Email] = address };

    private static async Task SuppressAsync(IContactStore store, ChannelKind channel, string address, string tenantId = "acme") =>
        await store.ChangeRecordAsync(tenantId, channel, address, record => record.Suppressing(Bounce), Token);

    private static async Task<KnownAddress> FindByEmailAsync(IContactStore store, string address, string tenantId = "acme") =>
        (await store.FindByAddressAsync(tenantId, ChannelKind.Email, [address], Token))[0];
}
