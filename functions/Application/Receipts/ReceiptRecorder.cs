using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Receipts;

/// <summary>The recording of receipts for the pages they belong to.</summary>
internal sealed class ReceiptRecorder(
    IRunStore runs,
    ILedger ledger,
    SendingTasks tasks,
    ReceiptCompactor compactor,
    TaskSummaries summaries,
    SuppressionRecorder suppressions,
    RunWebhookEvents events,
    TimeProvider time,
    ILogger<ReceiptRecorder> logger
)
{
    /// <summary>
    /// Records an account's receipts. Receipts for a run that this account did not send for are ignored: a genuine call of a provider can
    /// contain anything the owner of the account put there.
    /// </summary>
    public async Task RecordAsync(ChannelAccount account, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        foreach (var ofRun in receipts.GroupBy(receipt => receipt.Message.Run))
        {
            if (
                await runs.FindAsync(ofRun.Key, cancellationToken) is not { } run
                || run.TenantId != account.TenantId
                || await tasks.FindAsync(run, cancellationToken) is not { } task
                || !task.Plan.Accounts.Contains(account.Id)
            )
            {
                continue;
            }

            var now = time.GetUtcNow();
            Receipt[] own =
            [
                .. ofRun.Where(receipt => receipt.Message.Page < run.Pages).Select(receipt => receipt.WithPossibleTime(run.StartedAt, now)),
            ];
            if (own.Length == 0)
            {
                continue;
            }

            await ledger.AddReceiptsAsync(run, own, cancellationToken);
            summaries.Forget(run.Id);
            await RecordVerdictsAsync(account, run, own, cancellationToken);
            await RecordDeliveriesAsync(account, own, cancellationToken);
            await events.ReportedAsync(run, account.Channel, own, cancellationToken);
            logger.ReceiptsRecorded(account.Id, own.Length, run.Id.ToString());
            foreach (var page in own.Select(receipt => receipt.Message.Page).Distinct())
            {
                compactor.Enqueue(run, page);
            }
        }
    }

    // The address is the ledger's, whatever the report says. A failure after a delivery does not count, and erased people stay unknown. Who
    // complains has got the message.
    private async Task RecordVerdictsAsync(
        ChannelAccount account,
        Run run,
        IReadOnlyList<Receipt> receipts,
        CancellationToken cancellationToken
    )
    {
        foreach (var ofPage in receipts.Where(receipt => receipt.Verdict is not null).GroupBy(receipt => receipt.Message.Page))
        {
            if (await ledger.ReadPageAsync(run, ofPage.Key, cancellationToken) is not { } page)
            {
                continue;
            }

            foreach (var receipt in ofPage.Where(receipt => receipt.Message.Index < page.Messages.Count))
            {
                if (
                    page.Messages[receipt.Message.Index] is { IsErased: false } message
                    && (message.State is MessageState.Failed || receipt.Verdict!.Reason is SuppressionReason.Complaint)
                )
                {
                    await suppressions.RecordAsync(
                        account.TenantId,
                        account.Channel,
                        message.Address,
                        receipt.Verdict!,
                        receipt.At,
                        cancellationToken
                    );
                }
            }
        }
    }

    private async Task RecordDeliveriesAsync(ChannelAccount account, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        foreach (var receipt in receipts.Where(receipt => receipt.State is MessageState.Delivered or MessageState.Read))
        {
            if (ChannelAddress.Normalize(account.Channel, receipt.Recipient).Address is { } address)
            {
                await suppressions.RecordDeliveryAsync(account.TenantId, account.Channel, address, receipt.At, cancellationToken);
            }
        }
    }
}
