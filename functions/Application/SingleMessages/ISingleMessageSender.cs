using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>The sender of stored batches.</summary>
internal interface ISingleMessageSender
{
    /// <summary>
    /// Sends a batch in this process, at once. What cannot leave now is left to an orchestration. It does not throw: what a failure leaves
    /// is found by <see cref="SingleMessageSweep"/>.
    /// </summary>
    Task SendAsync(Run run, IReadOnlyList<SingleMessage> messages);

    /// <summary>Leaves a batch to an orchestration, which begins when it is due. It does not throw either.</summary>
    Task DeferAsync(Run run);
}
