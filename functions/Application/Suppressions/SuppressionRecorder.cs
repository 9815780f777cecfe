using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Push;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Suppressions;

/// <summary>The recording of what providers say about addresses.</summary>
internal sealed class SuppressionRecorder(
    IContactStore contacts,
    ConsentService consents,
    SuppressionFacts facts,
    PushSubscriptions subscriptions
)
{
    /// <summary>
    /// Records a verdict: nothing more is sent to the address. An opt-out at the provider is the person's word as well. Repeating it
    /// changes nothing.
    /// </summary>
    public async Task RecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Verdict verdict,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        if (verdict.Reason is SuppressionReason.UnsubscribedAtProvider)
        {
            var optOut = new Consent(ConsentStatus.Unsubscribed, verdict.Source, at);
            await consents.RecordAsync(tenantId, channel, address, contactId: null, optOut, cancellationToken);
        }

        var suppression = verdict.At(at);
        await contacts.ChangeRecordAsync(tenantId, channel, address, record => record.Suppressing(suppression), cancellationToken);
        await facts.PublishAsync(tenantId, new SuppressedAddress(channel, address, suppression));
        if (channel is ChannelKind.Push && verdict.Reason is SuppressionReason.InvalidAddress)
        {
            // Last, because the contact leaves the address with it.
            await subscriptions.ForgetAsync(tenantId, address, cancellationToken);
        }
    }

    /// <summary>Lifts what a delivery to the address disproves. It reads nothing where the tenant has no suppression.</summary>
    public async Task RecordDeliveryAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        if (await contacts.MayHaveSuppressionsAsync(tenantId, cancellationToken))
        {
            await contacts.ChangeRecordAsync(tenantId, channel, address, record => record.Delivering(at), cancellationToken);
        }
    }
}
