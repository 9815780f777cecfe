using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The last look before a message leaves: whatever happened since planning counts here. One per visit to a lane.</summary>
internal interface IEligibilityChecker
{
    /// <summary>Looks at all messages of a claim at once, before the first is judged: judging them soon after costs no look of their own.</summary>
    Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken);

    /// <summary>Judges one message, right before its request leaves.</summary>
    Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken);

    /// <summary>Hears which messages left and which did not after all, before either is settled. Saying it again changes nothing.</summary>
    Task RecordSentAsync(IReadOnlyList<SendReport> reports);
}
