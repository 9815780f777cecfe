using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Application.Consents;

/// <summary>The attribution of unsubscribes to the messages before them, for the results of tasks and creatives.</summary>
internal sealed class UnsubscribeRecorder(
    IUnsubscribeStore store,
    ITouchStore touches,
    IContactStore contacts,
    ISettingsStore settings,
    TimeProvider time
)
{
    /// <summary>Records that the reader of a message followed its link. Links written before messages were named are not counted.</summary>
    public Task RecordAsync(Unsubscription who, CancellationToken cancellationToken) =>
        who.Message is { } message
            ? store.AddAsync(who.TenantId, new Unsubscribe(message, who.TaskId, CreativeId: null, time.GetUtcNow()), cancellationToken)
            : Task.CompletedTask;

    /// <summary>
    /// Records that somebody sent a keyword: it counts for the last message on the channel within the attribution window. Messages to
    /// addresses without a contact are known only where a cap counts them.
    /// </summary>
    public async Task RecordAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var known = await contacts.FindByAddressAsync(tenantId, channel, [address], cancellationToken);
        var person = RecipientIdentity.KeyOf(known[0].Contact?.Id, channel, address);
        var sent = (await touches.FindManyAsync(tenantId, [person], cancellationToken))[0].Touches;
        var (now, window) = (time.GetUtcNow(), (await settings.ReadAsync(tenantId, cancellationToken)).AttributionWindow);
        if (sent.LastOrDefault(touch => touch.Channel == channel && touch.At <= now && now - touch.At <= window) is { } last)
        {
            await store.AddAsync(tenantId, new Unsubscribe(last.Message, last.TaskId, CreativeId: null, now), cancellationToken);
        }
    }
}
