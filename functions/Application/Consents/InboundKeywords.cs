using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Consents;

/// <summary>The keywords with which people unsubscribe and subscribe again, on every channel on which they can answer.</summary>
internal sealed class InboundKeywords(
    ConsentService consents,
    UnsubscribeRecorder unsubscribes,
    IInboundMessageStore messages,
    TimeProvider time,
    ILogger<InboundKeywords> logger
)
{
    /// <summary>
    /// Records the consent that an inbound message gives or withdraws; a request for help changes nothing, and other messages are ignored.
    /// What the provider took the message for counts before its words. A message that comes again counts as of when it first came: it
    /// finishes what a crash interrupted, and undoes nothing that was said since.
    /// </summary>
    public async Task RecordAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        if (
            (inbound.Keyword ?? KeywordReader.Read(inbound.Text)) is not { } keyword
            || ChannelAddress.Normalize(account.Channel, inbound.From).Address is not { } address
        )
        {
            return;
        }

        logger.KeywordReceived(account.Id, EnumNames.Of(keyword));
        if (keyword is not Keyword.Help)
        {
            var receivedAt = await messages.AddAsync(account.TenantId, account.Id, inbound.MessageId, time.GetUtcNow(), cancellationToken);
            var status = keyword is Keyword.OptOut ? ConsentStatus.Unsubscribed : ConsentStatus.Subscribed;
            await consents.RecordAsync(
                account.TenantId,
                account.Channel,
                address,
                contactId: null,
                new Consent(status, SourceOf(inbound, keyword), receivedAt),
                cancellationToken
            );
            if (status is ConsentStatus.Unsubscribed)
            {
                await unsubscribes.RecordAsync(account.TenantId, account.Channel, address, cancellationToken);
            }
        }
    }

    // The person's own words where they are the keyword; otherwise the provider's.
    private static string SourceOf(WebhookResult.Inbound inbound, Keyword keyword)
    {
        var words = MessageSignature
            .Remove(inbound.Text)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return KeywordReader.Read(inbound.Text) == keyword ? $"keyword {string.Join(' ', words).ToUpperInvariant()}"
            : keyword is Keyword.OptOut ? "keyword STOP"
            : "keyword START";
    }
}
