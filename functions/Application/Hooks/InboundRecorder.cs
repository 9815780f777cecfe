using System.Text.Json.Nodes;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Hooks;

/// <summary>
/// The recording of what people wrote: each message once, by the provider's id, for the contact whose address it came from; and the
/// notification of webhooks. A repeated call finishes what a crash interrupted.
/// </summary>
internal sealed class InboundRecorder(
    IInboundMessageStore ids,
    IReceivedMessageStore messages,
    IContactStore contacts,
    WebhookPublisher webhooks,
    TimeProvider time
)
{
    /// <summary>Records a message. What cannot be an address of the channel is nobody's.</summary>
    public async Task RecordAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        if (ChannelAddress.Normalize(account.Channel, inbound.From).Address is not { } address)
        {
            return;
        }

        var receivedAt = await ids.AddAsync(account.TenantId, account.Id, inbound.MessageId, time.GetUtcNow(), cancellationToken);
        var contactId = (await contacts.FindByAddressAsync(account.TenantId, account.Channel, [address], cancellationToken))[0].Contact?.Id;
        var message = new ReceivedMessage(
            account.TenantId,
            RecipientIdentity.KeyOf(contactId, account.Channel, address),
            Ulids.Derive(receivedAt, $"{account.Id}\n{inbound.MessageId}"),
            account.Id,
            account.Channel,
            contactId,
            address,
            TextRules.Truncate(inbound.Text, ReceivedMessage.LongestText),
            receivedAt
        );
        await messages.SaveAsync(message, cancellationToken);
        await webhooks.PublishAsync(account.TenantId, [EventOf(message)], cancellationToken);
    }

    private static WebhookEvent EventOf(ReceivedMessage message) =>
        new(
            WebhookEventType.MessageReceived,
            message.Id,
            message.ReceivedAt,
            new JsonObject
            {
                ["inboundId"] = message.Id,
                ["account"] = message.AccountId,
                ["channel"] = EnumNames.Of(message.Channel),
                ["contactId"] = message.ContactId,
                ["text"] = message.Text,
            }
        )
        {
            ContactId = message.ContactId,
        };
}
