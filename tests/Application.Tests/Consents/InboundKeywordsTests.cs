using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Consents;

public sealed class InboundKeywordsTests
{
    private const string Number = "+525512345678";

    private readonly InMemoryContactStore _contacts = new();
    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly InMemoryUnsubscribeStore _unsubscribes = new();
    private readonly InMemoryTouchStore _touches = new();
    private int _messages;

    [Fact]
    public async Task Stop_FromAnUnknownNumber_HoldsForTheContactThatGetsIt()
    {
        await HearAsync("Stop please");
        await SaveAsync("ana", Number);

        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    [Theory]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+541112345678", "+5491112345678")]
    [InlineData("+551187654321", "+5511987654321")]
    public async Task Stop_FromANumberInItsOtherForm_ReachesTheContact(string stored, string from)
    {
        foreach (var (contact, number, sender) in new[] { ("one", stored, from), ("two", from, stored) })
        {
            var contacts = new InMemoryContactStore();
            await contacts.SaveAsync(Contact(contact, number), default);

            await HearAsync("STOP", from: sender, contacts: contacts);

            var found = await contacts.FindAsync(Any.TenantId, contact, default);
            Assert.Equal(ConsentStatus.Unsubscribed, found!.ConsentTo(ChannelKind.Whatsapp));
        }
    }

    [Fact]
    public async Task Start_AfterStop_Subscribes_AndStopAfterStartUnsubscribes()
    {
        await SaveAsync("ana", Number);

        await HearAsync("STOP");
        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
        await HearAsync("START");
        Assert.Equal(ConsentStatus.Subscribed, await StatusAsync());
        await HearAsync("ALTO");
        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    [Fact]
    public async Task Start_RepeatedAfterAStop_ChangesNothing()
    {
        await SaveAsync("ana", Number);
        await HearAsync("START", id: "SM1");
        await HearAsync("STOP", id: "SM2");

        await HearAsync("START", id: "SM1");

        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    [Fact]
    public async Task Start_DoesNotLiftASuppression()
    {
        await SaveAsync("ana", Number);
        var suppressions = new SuppressionRecorder(_contacts, new ConsentService(_contacts, _time));
        var invalid = new Verdict(SuppressionReason.InvalidAddress, "twilio 30005");
        await suppressions.RecordAsync(Any.TenantId, ChannelKind.Whatsapp, Number, invalid, _time.GetUtcNow(), default);

        await HearAsync("START");

        var known = await KnownAsync();
        Assert.Equal((ConsentStatus.Subscribed, SuppressionReason.InvalidAddress), (known.Consent!.Status, known.Suppression!.Reason));
    }

    [Fact]
    public async Task Start_AfterAnOptOutAtTheProvider_LiftsItAndItsSuppression()
    {
        await SaveAsync("ana", Number);
        var suppressions = new SuppressionRecorder(_contacts, new ConsentService(_contacts, _time));
        var optOut = new Verdict(SuppressionReason.UnsubscribedAtProvider, "twilio 21610");
        await suppressions.RecordAsync(Any.TenantId, ChannelKind.Whatsapp, Number, optOut, _time.GetUtcNow(), default);
        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
        Assert.NotNull((await KnownAsync()).Suppression);

        await HearAsync("unstop");

        Assert.Equal(ConsentStatus.Subscribed, await StatusAsync());
        Assert.Null((await KnownAsync()).Suppression);
    }

    [Fact]
    public async Task Help_AndSentences_ChangeNothing()
    {
        await SaveAsync("ana", Number);

        await HearAsync("HELP");
        await HearAsync("Ayuda por favor");
        await HearAsync("please stop by our shop on Monday");

        Assert.Null((await KnownAsync()).Consent);
    }

    [Fact]
    public async Task WhatTheProviderDecided_Counts_WhateverTheWords()
    {
        await SaveAsync("ana", Number);

        await HearAsync("adiós", keyword: Keyword.OptOut);
        Assert.Equal("keyword STOP", (await KnownAsync()).Consent!.Source);
        await HearAsync("stop", keyword: Keyword.Help);

        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    private async Task HearAsync(
        string text,
        string from = Number,
        string? id = null,
        Keyword? keyword = null,
        InMemoryContactStore? contacts = null
    )
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var keywords = new InboundKeywords(
            new ConsentService(contacts ?? _contacts, _time),
            new UnsubscribeRecorder(_unsubscribes, _touches, _contacts, new InMemorySettingsStore(), _time),
            _time,
            NullLogger<InboundKeywords>.Instance
        );
        var inbound = new WebhookResult.Inbound(from, text, id ?? $"SM.{_messages++}", keyword);
        await keywords.RecordAsync(Account, inbound, default);
    }

    private static ChannelAccount Account => Any.Account() with { Channel = ChannelKind.Whatsapp };

    private Task<Contact> SaveAsync(string id, string number) => _contacts.SaveAsync(Contact(id, number), default);

    private static Contact Contact(string id, string number) =>
        Samples.Contact(id, tenantId: Any.TenantId) with
        {
            Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Whatsapp] = number },
        };

    private async Task<KnownAddress> KnownAsync() =>
        (await _contacts.FindByAddressAsync(Any.TenantId, ChannelKind.Whatsapp, [Number], default))[0];

    private async Task<ConsentStatus> StatusAsync()
    {
        var known = await KnownAsync();
        return known.Contact!.ConsentTo(ChannelKind.Whatsapp, known.Consent)!.Status;
    }
}
