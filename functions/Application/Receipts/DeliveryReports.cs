using System.Text;
using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Receipts;

/// <summary>
/// The queue function for delivery reports from this deployment's own Communication Services. They name no account: the message leads to
/// its run, and the run's task to the account.
/// </summary>
internal sealed class DeliveryReports(
    IEventReader reader,
    IRunStore runs,
    ITaskStore tasks,
    IAccountStore accounts,
    ReceiptRecorder recorder,
    TimeProvider time
) : IQueueFunction
{
    /// <summary>Records the delivery reports of a message.</summary>
    /// <exception cref="FormatException">The message is not an event; it ends on the poison queue.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var receipts = reader.Read(Encoding.UTF8.GetBytes(message), time.GetUtcNow())
            ?? throw new FormatException("The message is neither an event nor an array of events.");
        foreach (var ofRun in receipts.GroupBy(receipt => receipt.Message.Run))
        {
            if (await AccountOfAsync(ofRun.Key, cancellationToken) is { } account)
            {
                await recorder.RecordAsync(account, [.. ofRun], cancellationToken);
            }
        }
    }

    private async Task<ChannelAccount?> AccountOfAsync(RunId id, CancellationToken cancellationToken)
    {
        if (
            await runs.FindAsync(id, cancellationToken) is not { } run
            || await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken) is not { } task
        )
        {
            return null;
        }

        foreach (var account in task.Plan.Accounts)
        {
            if (await accounts.FindAsync(run.TenantId, account, cancellationToken) is { } found && found.Provider == reader.Provider)
            {
                return found;
            }
        }

        return null;
    }
}
