using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Eligibility;

public sealed class FrequencyCapTests
{
    private static readonly FrequencyCap Twice = new(2, TimeSpan.FromDays(7));

    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemorySettingsStore _settings = new();
    private readonly InMemoryTouchStore _touches = new();
    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public async Task Third_OfTwo_IsSkipped_UntilTheFirstIsAPeriodOld()
    {
        await CapAsync();
        await SaveAsync("c1");

        await SendAsync("c1", index: 0);
        _time.Advance(TimeSpan.FromDays(1));
        await SendAsync("c1", index: 1);
        var third = Assert.IsType<EligibilityResult.Skip>(await EvaluateAsync("c1", index: 2));
        var other = await EvaluateAsync("c2", index: 3);
        _time.Advance(TimeSpan.FromDays(6));

        Assert.StartsWith(
            "capped: had 2 messages in P7D; the next may leave at 2026-12-08T09:00:00Z",
            third.Reason,
            StringComparison.Ordinal
        );
        Assert.IsType<EligibilityResult.Pass>(other);
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1", index: 2));
    }

    [Fact]
    public async Task Task_ThatSaysWait_WaitsUntilThen()
    {
        await CapAsync();
        await SaveAsync("c1");
        await SendAsync("c1", index: 0);
        await SendAsync("c1", index: 1);

        var wait = Assert.IsType<EligibilityResult.Wait>(await EvaluateAsync("c1", index: 2, CappedRule.Wait));

        Assert.Equal(Any.Now.AddDays(7), wait.Until);
        _time.Advance(wait.Until - Any.Now);
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1", index: 2, CappedRule.Wait));
    }

    [Fact]
    public async Task Report_OfTheSameMessageAgain_CountsOnce_AndAFailedOneNotAtAll()
    {
        await CapAsync();
        await SaveAsync("c1");

        await SendAsync("c1", index: 0);
        await SendAsync("c1", index: 0);
        await SendAsync("c1", index: 1, hasLeft: false);

        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1", index: 0));
        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1", index: 2));
        Assert.Single((await _touches.FindManyAsync(Any.TenantId, ["c1"], default))[0].Touches);
    }

    [Fact]
    public async Task Address_ThatLeadsToNoContact_IsCountedToo_HoweverItIsWritten()
    {
        await CapAsync();
        await SendAsync(null, index: 0, "Ann@Example.net");
        await SendAsync(null, index: 1, "ann@example.net");

        Assert.IsType<EligibilityResult.Skip>(await EvaluateAsync(null, index: 2, address: "ANN@example.net"));
    }

    [Fact]
    public async Task Tenant_WithoutACap_KeepsNothingOfAddressesAlone()
    {
        await SendAsync(null, index: 0, "ann@example.net");
        await SaveAsync("c1");
        await SendAsync("c1", index: 1);

        Assert.Empty(
            (await _touches.FindManyAsync(Any.TenantId, [RecipientIdentity.KeyOf(null, ChannelKind.Email, "ann@example.net")], default))[
                0
            ].Touches
        );
        Assert.Equal(Any.Now, (await _touches.FindManyAsync(Any.TenantId, ["c1"], default))[0].Touches.Single().At);
    }

    [Fact]
    public async Task Cap_OfAnotherChannel_HoldsNothingBack()
    {
        await _settings.SaveAsync(
            new()
            {
                TenantId = Any.TenantId,
                Caps = new Dictionary<ChannelKind, FrequencyCap> { [ChannelKind.Sms] = new(1, TimeSpan.FromDays(1)) },
            },
            default
        );
        await SaveAsync("c1");
        await SendAsync("c1", index: 0);

        Assert.IsType<EligibilityResult.Pass>(await EvaluateAsync("c1", index: 1));
    }

    private async Task CapAsync() =>
        await _settings.SaveAsync(
            new()
            {
                TenantId = Any.TenantId,
                Caps = new Dictionary<ChannelKind, FrequencyCap> { [ChannelKind.Email] = Twice },
            },
            default
        );

    private async Task SaveAsync(string id) => await _contacts.SaveAsync(Samples.Contact(id, Any.TenantId), default);

    private async Task SendAsync(string? contactId, int index, string? address = null, bool hasLeft = true)
    {
        var checker = await OpenAsync(CappedRule.Skip);
        var message = Message(contactId, address);
        await checker.EvaluateAsync(Id(index), message, default);
        await checker.RecordSentAsync([new SendReport(Id(index), message, hasLeft)]);
    }

    private async Task<EligibilityResult> EvaluateAsync(
        string? contactId,
        int index,
        CappedRule rule = CappedRule.Skip,
        string? address = null
    ) =>
        await (await OpenAsync(rule)).EvaluateAsync(
            Id(index),
            contactId is "c2" ? Message(null, "c2@example.net") : Message(contactId, address),
            default
        );

    private Task<IEligibilityChecker> OpenAsync(CappedRule rule) =>
        new EligibilityParts
        {
            Contacts = _contacts,
            Settings = _settings,
            Touches = _touches,
            Time = _time,
        }.CreateAsync(Any.Task(Any.Plan() with { WhenCapped = rule }));

    private static MessageId Id(int index) => new(Any.RunId, 0, index);

    private static LedgerMessage Message(string? contactId, string? address) =>
        new(address ?? $"{contactId}@example.net", MessageState.Sending, 0, "a1", null, null, Any.Now, contactId);
}
