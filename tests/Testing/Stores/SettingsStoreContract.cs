using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ISettingsStore"/> does.</summary>
public abstract class SettingsStoreContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ISettingsStore> NewStoreAsync();

    [Fact]
    public async Task Settings_OfATenant_AreTheDefaultsUntilItDecides()
    {
        var store = await NewStoreAsync();
        Assert.Equal(
            (ConsentMode.OptOut, TimeSpan.FromDays(5)),
            ((await store.ReadAsync("acme", Token)).Consent, (await store.ReadAsync("acme", Token)).AttributionWindow)
        );

        var cap = new FrequencyCap(2, TimeSpan.FromDays(7));
        await store.SaveAsync(
            new()
            {
                TenantId = "acme",
                Consent = ConsentMode.OptIn,
                Caps = new Dictionary<ChannelKind, FrequencyCap> { [ChannelKind.Sms] = cap },
                AttributionWindow = TimeSpan.FromHours(36),
                Approval = ApprovalRule.Required,
                ApprovalByChannel = new Dictionary<ChannelKind, ApprovalRule> { [ChannelKind.Sms] = ApprovalRule.NotRequired },
            },
            Token
        );

        var read = await store.ReadAsync("acme", Token);
        Assert.Equal((ConsentMode.OptIn, cap, TimeSpan.FromHours(36)), (read.Consent, read.Caps[ChannelKind.Sms], read.AttributionWindow));
        Assert.Equal((true, false), (read.NeedsApproval(ChannelKind.Email), read.NeedsApproval(ChannelKind.Sms)));
        Assert.Equal(ConsentMode.OptOut, (await store.ReadAsync("other", Token)).Consent);
    }

    [Fact]
    public async Task Save_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.SaveAsync(new() { TenantId = "acme" }, Token);
        await store.SaveAsync(first with { Consent = ConsentMode.OptIn }, Token);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync(first, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.SaveAsync(new() { TenantId = "acme" }, Token));
    }
}
