using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Eligibility;

/// <summary>Contacts whose address changed, or went, after their message was planned.</summary>
public sealed class MovedContactTests
{
    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryTouchStore _touches = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public async Task Contact_WithAnotherAddress_IsWrittenToThere()
    {
        await PlanAsync([new("ann@example.net", "c1")]);
        await SaveAsync("c1", "ann@example.org");

        var pass = Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync(0));

        Assert.Equal("ann@example.org", pass.MovedTo);
        Assert.True(Links.TryRead(pass.Unsubscribe!.Segments[^1], out var who));
        Assert.Equal("ann@example.org", who.Address);
    }

    [Fact]
    public async Task Contact_WhoseAddressIsSpelledDifferently_HasNotMoved()
    {
        await PlanAsync([new("ann@example.net", "c1")]);
        await SaveAsync("c1", "ANN@example.net");

        Assert.Null(Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync(0)).MovedTo);
    }

    [Fact]
    public async Task Contact_WithoutAnAddressAnyMore_IsSkipped()
    {
        await PlanAsync([new("ann@example.net", "c1")]);
        await SaveAsync("c1", email: null);

        Assert.StartsWith("addressRemoved", await SkipReasonAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_WhoMovedToAnAddressThatSaidNo_IsSkipped()
    {
        await PlanAsync([new("ann@example.net", "c1")]);
        await SaveAsync("c1", "home@example.net");
        var no = new Consent(ConsentStatus.Unsubscribed, "link", Any.Now);
        await _contacts.SetConsentAsync(Any.TenantId, ChannelKind.Email, "home@example.net", no, default);

        Assert.StartsWith("unsubscribed", await SkipReasonAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_WhoMovedToAnotherRecipientsAddress_IsSkipped()
    {
        await PlanAsync([new("ann@example.net", "c1"), new("home@example.net")]);
        await SaveAsync("c1", "HOME@example.net");

        Assert.StartsWith("addressChanged: another message", await SkipReasonAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_WhoMovedToOneAddress_GetOneMessageThere_HoweverOftenItIsTried()
    {
        await PlanAsync([new("ann@example.net", "c1"), new("bob@example.net", "c2")]);
        await SaveAsync("c1", "home@example.net");
        await SaveAsync("c2", "home@example.net");
        var moved = new MovedRecipients(_runs, _ledger, _touches);

        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync(0, moved));
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync(0, moved));

        Assert.StartsWith("addressChanged", await SkipReasonAsync(1, moved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_WhoMovedToOneAddress_GetOneMessageThere_AlsoFromAnotherProcess()
    {
        await PlanAsync([new("ann@example.net", "c1"), new("bob@example.net", "c2")]);
        await SaveAsync("c1", "home@example.net");
        await SaveAsync("c2", "home@example.net");
        var checker = await NewCheckerAsync(new MovedRecipients(_runs, _ledger, _touches));
        await checker.EvaluateAsync(Id(0), await MessageAsync(0), default);
        await checker.RecordSentAsync([new SendReport(Id(0), await MessageAsync(0), HasLeft: true)]);

        Assert.StartsWith("addressChanged", await SkipReasonAsync(1), StringComparison.Ordinal);
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync(0));
    }

    [Fact]
    public async Task Message_ThatMayHaveBeenSentToTheOldAddress_IsNotSentToTheNewOne()
    {
        await PlanAsync([new("ann@example.net", "c1")]);
        await SaveAsync("c1", "ann@example.org");
        var message = await MessageAsync(0) with { MayHaveBeenSent = true };

        var result = await (await NewCheckerAsync()).EvaluateAsync(Id(0), message, default);

        Assert.Equal(EligibilityRules.AddressChanged, Assert.IsType<EligibilityResult.Skip>(result).Reason);
        Assert.Equal(MessageState.Unknown, Settlement.FromEligibility(0, message, result).State);
    }

    [Fact]
    public async Task Sender_OfAMovedMessage_WritesToTheNewAddressAndKeepsItOnRecord()
    {
        var lane = await Sending.Lane.PlanAsync(2);
        lane.Eligibility = new Sending.ScriptedEligibilityChecker(message => new EligibilityResult.Pass(
            null,
            null,
            message.Address is "r0@example.net" ? "moved@example.org" : null
        ));
        var channel = new Sending.ScriptedChannel(hasIdempotencyKey: true, Sending.ScriptedChannel.Accept);

        await lane.SendAsync(channel);

        var messages = await lane.MessagesAsync();
        Assert.Equal(["moved@example.org", "r1@example.net"], messages.Select(message => message.Address));
        Assert.Equal([EligibilityRules.AddressChanged, null], messages.Select(message => message.Reason));
        Assert.All(messages, message => Assert.Equal(MessageState.Sent, message.State));
    }

    private static UnsubscribeLinks Links { get; } =
        new(new AesGcmSecretProtector(new byte[32], []), Options.Create(new AppOptions { PublicBaseUrl = "https://tasks.example.com/" }));

    private async Task PlanAsync(params Recipient[] recipients)
    {
        var run = await _runs.OpenAsync(Any.Run(), default);
        await _ledger.AddPagesAsync(run, [LedgerPage.Plan(0, recipients, Any.Now)], default);
    }

    private Task<Contact> SaveAsync(string id, string? email)
    {
        var contact = Samples.Contact(id, Any.TenantId, email);
        return _contacts.SaveAsync(email is null ? contact with { Addresses = new Dictionary<ChannelKind, string>() } : contact, default);
    }

    private Task<IEligibilityChecker> NewCheckerAsync(MovedRecipients? moved = null) =>
        new EligibilityParts
        {
            Contacts = _contacts,
            Touches = _touches,
            Moved = moved ?? new MovedRecipients(_runs, _ledger, _touches),
            Links = Links,
            Time = _time,
        }.CreateAsync(Any.Task());

    private async Task<LedgerMessage> MessageAsync(int index) =>
        (await _ledger.ReadPageAsync((await _runs.FindAsync(Any.RunId, default))!, 0, default))!.Messages[index];

    private async Task<EligibilityResult> EvaluateAsync(int index, MovedRecipients? moved = null) =>
        await (await NewCheckerAsync(moved)).EvaluateAsync(Id(index), await MessageAsync(index), default);

    private async Task<string> SkipReasonAsync(int index, MovedRecipients? moved = null) =>
        Assert.IsType<EligibilityResult.Skip>(await EvaluateAsync(index, moved)).Reason;

    private static MessageId Id(int index) => new(Any.RunId, 0, index);
}
