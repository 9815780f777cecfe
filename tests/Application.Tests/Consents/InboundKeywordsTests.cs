using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Push;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Consents;

public sealed class InboundKeywordsTests
{
    private const string Number = "+525512345678";

    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryInboundMessageStore _received = new();
    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly InMemoryTouchStore _touches = new();
    private readonly InMemoryUnsubscribeStore _unsubscribes = new();
    private int _messages;

    [Fact]
    public async Task Stop_AfterMessages_CountsForTheLastOneAndItsCreative()
    {
        await SaveAsync("ana", Number);
        MessageId[] sent = [new(Any.RunId, 0, 0), new(Any.RunId, 0, 1), new(Any.RunId, 0, 2)];
        (string, Touch)[] touches =
        [
            ("ana", new Touch(sent[0], "first", ChannelKind.Whatsapp, Any.Now.AddDays(-1), "c1")),
            ("ana", new Touch(sent[1], "second", ChannelKind.Whatsapp, Any.Now.AddHours(-1), "c2")),
            ("ana", new Touch(sent[2], "third", ChannelKind.Email, Any.Now, "c3")),
        ];
        await _touches.AddAsync(Any.TenantId, touches, Any.Now.AddDays(-9), default);

        await HearAsync("STOP");
        await HearAsync("STOP");

        var counted = Assert.Single(await _unsubscribes.ReadAsync(Any.TenantId, "second", default).ToListAsync());
        Assert.Equal((sent[1], "c2"), (counted.Message, counted.CreativeId));
        Assert.Empty(await _unsubscribes.ReadAsync(Any.TenantId, "third", default).ToListAsync());
    }

    [Fact]
    public async Task Stop_LongAfterTheLastMessage_CountsForNone()
    {
        await SaveAsync("ana", Number);
        var touch = new Touch(new(Any.RunId, 0, 0), "first", ChannelKind.Whatsapp, Any.Now.AddDays(-6), "c1");
        await _touches.AddAsync(Any.TenantId, [("ana", touch)], Any.Now.AddDays(-9), default);

        await HearAsync("STOP");

        Assert.Empty(await _unsubscribes.ReadAsync(Any.TenantId, "first", default).ToListAsync());
    }

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
    public async Task Start_RepeatedAfterManyOtherMessagesAndWeeks_ChangesNothing()
    {
        await SaveAsync("ana", Number);
        await HearAsync("START", id: "SM1");
        for (var i = 0; i < 50; i++)
        {
            await HearAsync(i % 2 is 0 ? "STOP" : "START");
        }

        await HearAsync("STOP", id: "SM2");
        _time.Advance(TimeSpan.FromDays(30));

        await HearAsync("START", id: "SM1");

        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    [Fact]
    public async Task Stop_WhoseFirstCallWasInterrupted_IsRecordedByTheRepetition()
    {
        await SaveAsync("ana", Number);
        await _received.AddAsync(Any.TenantId, Account.Id, "SM1", _time.GetUtcNow(), default);

        await HearAsync("STOP", id: "SM1");

        Assert.Equal(ConsentStatus.Unsubscribed, await StatusAsync());
    }

    [Fact]
    public async Task Start_DoesNotLiftASuppression()
    {
        await SaveAsync("ana", Number);
        var suppressions = new SuppressionRecorder(
            _contacts,
            new ConsentService(_contacts, Publishers.Idle, _time),
            new SuppressionFacts(_contacts, Publishers.Idle),
            new PushSubscriptions(_contacts, new InMemoryPushSubscriptionStore(), _time)
        );
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
        var suppressions = new SuppressionRecorder(
            _contacts,
            new ConsentService(_contacts, Publishers.Idle, _time),
            new SuppressionFacts(_contacts, Publishers.Idle),
            new PushSubscriptions(_contacts, new InMemoryPushSubscriptionStore(), _time)
        );
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
        var known = contacts ?? _contacts;
        var keywords = new InboundKeywords(
            new ConsentService(known, Publishers.Idle, _time),
            new UnsubscribeRecorder(_unsubscribes, _touches, known, new InMemorySettingsStore(), _time),
            _received,
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
