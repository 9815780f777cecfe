using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.SingleMessages;

/// <summary>What stops a marketing message and what stops a transactional one.</summary>
public sealed class MessagePurposeTests
{
    private const string Ann = "ann@example.net";

    [Theory]
    [InlineData(MessagePurpose.Marketing, MessageState.Skipped)]
    [InlineData(MessagePurpose.Transactional, MessageState.Sent)]
    public async Task OptOut_StopsWhatIsMarketing(MessagePurpose purpose, MessageState expected)
    {
        using var scene = await SingleMessageScene.CreateAsync();
        var no = new Consent(ConsentStatus.Unsubscribed, "link", Any.Now);
        await scene.Fixture.Contacts.SetConsentAsync(Any.TenantId, ChannelKind.Email, Ann, no, default);

        var message = await scene.SendAsync(SingleMessageScene.Message("r1", Ann), SingleMessageScene.Line(purpose));

        Assert.Equal(expected, message.State);
    }

    [Theory]
    [InlineData(MessagePurpose.Marketing)]
    [InlineData(MessagePurpose.Transactional)]
    public async Task Suppression_StopsBoth(MessagePurpose purpose)
    {
        using var scene = await SingleMessageScene.CreateAsync();
        var bounced = new Suppression(SuppressionReason.HardBounce, "provider", Any.Now);
        await scene.Fixture.Contacts.ChangeRecordAsync(
            Any.TenantId,
            ChannelKind.Email,
            Ann,
            record => record with { Suppression = bounced },
            default
        );

        var message = await scene.SendAsync(SingleMessageScene.Message("r1", Ann), SingleMessageScene.Line(purpose));

        Assert.Equal(MessageState.Skipped, message.State);
        Assert.StartsWith("suppressed", message.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cap_StopsWhatIsMarketing_AndIsNotUsedUpByWhatIsTransactional()
    {
        using var scene = await SingleMessageScene.CreateAsync();
        var settings = scene.Fixture.Get<ISettingsStore>();
        var own = await settings.ReadAsync(Any.TenantId, default);
        var caps = new Dictionary<ChannelKind, FrequencyCap> { [ChannelKind.Email] = new(1, TimeSpan.FromDays(7)) };
        await settings.SaveAsync(own with { TenantId = Any.TenantId, Caps = caps }, default);
        var transactional = SingleMessageScene.Line(MessagePurpose.Transactional);

        var receipt = await scene.SendAsync(SingleMessageScene.Message("r1", Ann), transactional);
        var first = await scene.SendAsync(SingleMessageScene.Message("r2", Ann));
        var second = await scene.SendAsync(SingleMessageScene.Message("r3", Ann));
        var other = await scene.SendAsync(SingleMessageScene.Message("r4", Ann), transactional);

        Assert.Equal(
            [MessageState.Sent, MessageState.Sent, MessageState.Skipped, MessageState.Sent],
            new[] { receipt.State, first.State, second.State, other.State }
        );
    }
}
