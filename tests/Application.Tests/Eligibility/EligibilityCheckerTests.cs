using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Push;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Application.Tests.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Eligibility;

public sealed class EligibilityCheckerTests
{
    private static readonly BuyersFilter Filter = new(["p1"], null, null, [OrderStatus.Successful], [], [], ["p9"]);

    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryOrderStore _orders = new();
    private readonly InMemorySettingsStore _settings = new();
    private readonly InMemoryTouchStore _touches = new();
    private readonly InMemoryRunStore _runs = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly AesGcmSecretProtector _box = new(new byte[32], []);

    private EligibilityCheckerFactory Checkers =>
        new(
            new InMemoryAudienceStore(),
            _settings,
            new RecipientSnapshotReader(_contacts, _orders, _touches),
            new MovedRecipients(_runs, _ledger, _touches),
            _touches,
            Suppressions,
            Links,
            _time
        );

    private SuppressionRecorder Suppressions =>
        new(
            _contacts,
            new ConsentService(_contacts, Publishers.Idle, _time),
            new SuppressionFacts(_contacts, Publishers.Idle),
            new PushSubscriptions(_contacts, new InMemoryPushSubscriptionStore(), _time)
        );

    private UnsubscribeLinks Links => new(_box, Options.Create(new AppOptions { PublicBaseUrl = "https://tasks.example.com/" }));

    [Fact]
    public async Task Contact_ThatIsFine_PassesWithALinkOfItsOwn()
    {
        var contact = await SaveAsync("c1");

        var pass = Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1"));

        Assert.Equal(contact, pass.Contact);
        Assert.True(Links.TryRead(pass.Unsubscribe!.Segments[^1], out var who));
        Assert.Equal(
            new Unsubscription(Any.TenantId, ChannelKind.Email, "c1@example.net", "c1", Any.TaskId, new MessageId(Any.RunId, 0, 0)),
            who
        );
    }

    [Fact]
    public async Task Contact_WhoUnsubscribedAfterPlanning_IsSkipped()
    {
        await SaveAsync("c1");
        await new ConsentService(_contacts, Publishers.Idle, TimeProvider.System).RecordAsync(
            Any.TenantId,
            ChannelKind.Email,
            "C1@example.net",
            null,
            ConsentStatus.Unsubscribed,
            "unsubscribe link",
            default
        );

        Assert.StartsWith("unsubscribed: by unsubscribe link", await SkipReasonAsync("c1"), StringComparison.Ordinal);
        Assert.Equal(ConsentStatus.Unsubscribed, (await _contacts.FindAsync(Any.TenantId, "c1", default))!.ConsentTo(ChannelKind.Email));
    }

    [Fact]
    public async Task Address_ThatUnsubscribed_HoldsForEveryContactWhoHasIt()
    {
        await SaveAsync("c1", "shared@example.net");
        await SaveAsync("c2", "shared@example.net");
        await _contacts.SetConsentAsync(
            Any.TenantId,
            ChannelKind.Email,
            "shared@example.net",
            new(ConsentStatus.Unsubscribed, "link", Any.Now),
            default
        );

        Assert.StartsWith("unsubscribed", await SkipReasonAsync("c1", "shared@example.net"), StringComparison.Ordinal);
        Assert.StartsWith("unsubscribed", await SkipReasonAsync(contactId: null, "shared@example.net"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_ThatWasDeleted_IsSkipped()
    {
        await SaveAsync("c1");
        await _contacts.DeleteAsync(Any.TenantId, "c1", default);

        Assert.StartsWith("contactDeleted", await SkipReasonAsync("c1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_WhoBoughtMeanwhile_IsSkipped_UntilARefund()
    {
        await SaveAsync("c1");
        var order = new Order("o7", 1, Any.Now, OrderStatus.Successful, null, null, "EUR", [new("p9", 1, 5)]);

        await _orders.SaveAsync(Any.TenantId, [new("c1", order)], default);
        Assert.Equal("ownsProduct: p9 by order o7", await SkipReasonAsync("c1"));

        await _orders.SaveAsync(Any.TenantId, [new("c1", order with { Version = 2, Status = OrderStatus.Refunded })], default);
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1"));
    }

    [Fact]
    public async Task OptIn_IsAskedFor_WhereTheTenantSaysSo()
    {
        var contact = await SaveAsync("c1");
        await _settings.SaveAsync(new() { TenantId = Any.TenantId, Consent = ConsentMode.OptIn }, default);
        Assert.StartsWith("noConsent", await SkipReasonAsync("c1"), StringComparison.Ordinal);

        await _contacts.SaveAsync(contact.With(ChannelKind.Email, new(ConsentStatus.Subscribed, "form", Any.Now), Any.Now), default);
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1"));
    }

    [Fact]
    public void Token_OfAnotherDeployment_OrBentOne_OpensNothing()
    {
        var token = Links.Write(new(Any.TenantId, ChannelKind.Email, "ann@example.net", null, Any.TaskId));
        var other = new UnsubscribeLinks(
            new AesGcmSecretProtector([.. Enumerable.Repeat((byte)1, 32)], []),
            Options.Create(new AppOptions())
        );

        Assert.True(Links.TryRead(token, out var who));
        Assert.Null(who.ContactId);
        Assert.False(other.TryRead(token, out _));
        Assert.False(Links.TryRead(token[..^3] + "abc", out _));
        Assert.False(Links.TryRead("", out _));
    }

    [Fact]
    public async Task Sender_OfMessagesThatAreNotEligible_SettlesEachByItsResult()
    {
        var lane = await Lane.PlanAsync(4);
        var checker = new ScriptedEligibilityChecker(message =>
            message.Address switch
            {
                "r1@example.net" => new EligibilityResult.Skip("unsubscribed: just now"),
                "r2@example.net" => new EligibilityResult.Wait(DateTimeOffset.UtcNow.AddHours(1), "capped until later"),
                "r3@example.net" => throw new IOException("Storage is away."),
                _ => new EligibilityResult.Pass(null, null),
            }
        );
        lane.Eligibility = checker;

        var progress = await lane.SendAsync(new ScriptedChannel(hasIdempotencyKey: true, ScriptedChannel.Accept));

        var messages = await lane.MessagesAsync();
        Assert.Equal(
            [MessageState.Sent, MessageState.Skipped, MessageState.Pending, MessageState.Pending],
            messages.Select(message => message.State)
        );
        Assert.Equal(("unsubscribed: just now", "capped until later"), (messages[1].Reason, messages[2].Reason));
        Assert.Equal(("r0@example.net", true), (Assert.Single(checker.Recorded).Message.Address, checker.Recorded[0].HasLeft));
        Assert.Equal(LaneState.Wait, progress.State);
        Assert.True(progress.Next.NotBefore > DateTimeOffset.UtcNow.AddMinutes(50));
    }

    private async Task<Contact> SaveAsync(string id, string? email = null) =>
        await _contacts.SaveAsync(Samples.Contact(id, Any.TenantId, email), default);

    private async Task<string> SkipReasonAsync(string? contactId, string? address = null) =>
        Assert.IsType<EligibilityResult.Skip>(await EvaluateAsync(contactId, address)).Reason;

    private async Task<EligibilityResult> EvaluateAsync(string? contactId, string? address = null)
    {
        var task = Any.Task(Any.Plan() with { Audience = new Buyers(Filter) });
        var checker = await Checkers.CreateAsync(task, default);
        var message = new LedgerMessage(
            address ?? $"{contactId}@example.net",
            MessageState.Sending,
            0,
            "a1",
            null,
            null,
            Any.Now,
            contactId
        );
        return await checker.EvaluateAsync(new MessageId(Any.RunId, 0, 0), message, default);
    }
}
