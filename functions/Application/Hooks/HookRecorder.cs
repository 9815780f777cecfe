using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Joins;
using CampaignTasks.Application.Receipts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Hooks;

/// <summary>The recording of what a provider's genuine call says: receipts, and what people wrote.</summary>
internal sealed class HookRecorder(
    ReceiptRecorder receipts,
    ISentMessageStore sent,
    ChatJoiner joiner,
    InboundKeywords keywords,
    InboundRecorder received
)
{
    /// <summary>Records a call. A repeated call finishes what a crash interrupted, and changes nothing else.</summary>
    public async Task RecordAsync(ChannelAccount account, WebhookResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case WebhookResult.Receipts { Items: var items }:
                await receipts.RecordAsync(account, items, cancellationToken);
                break;
            case WebhookResult.OwnReceipt own:
                await RecordAsync(account, own, cancellationToken);
                break;
            case WebhookResult.Inbound inbound:
                await RecordAsync(account, inbound, cancellationToken);
                break;
            case WebhookResult.Several several:
                foreach (var item in several.Items)
                {
                    await RecordAsync(account, item, cancellationToken);
                }

                break;
            default:
                throw new InvalidOperationException("Only what a genuine call says can be recorded.");
        }
    }

    // An id that leads to no message is that of one which somebody wrote by hand.
    private async Task RecordAsync(ChannelAccount account, WebhookResult.OwnReceipt own, CancellationToken cancellationToken)
    {
        if (await sent.FindAsync(account.TenantId, account.Id, own.ProviderId, cancellationToken) is { } message)
        {
            await receipts.RecordAsync(account, [new Receipt(message, own.State, own.ProviderId, own.Reason, own.At)], cancellationToken);
        }
    }

    // The address first, so that what the person says counts for the contact as well.
    private async Task RecordAsync(ChannelAccount account, WebhookResult.Inbound inbound, CancellationToken cancellationToken)
    {
        if (inbound.JoinToken is not null)
        {
            await joiner.JoinAsync(account, inbound, cancellationToken);
        }

        await keywords.RecordAsync(account, inbound, cancellationToken);
        await received.RecordAsync(account, inbound, cancellationToken);
    }
}
