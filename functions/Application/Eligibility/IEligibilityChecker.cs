using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The check of messages before they leave, for one step of a lane: whatever happened since planning counts here.</summary>
internal interface IEligibilityChecker
{
    /// <summary>
    /// Reads the recipients of a claim together, before the first is evaluated: an evaluation soon after needs no read of its own.
    /// </summary>
    Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken);

    /// <summary>Evaluates one message, right before its request leaves.</summary>
    Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Records which messages were sent and which were not after all, with what providers said about their addresses, before they are
    /// settled. Repeating it changes nothing.
    /// </summary>
    Task RecordSentAsync(IReadOnlyList<SendReport> reports);
}
