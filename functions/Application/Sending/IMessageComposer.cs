using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>The composer of a run's messages. Thread-safe.</summary>
internal interface IMessageComposer
{
    /// <summary>Composes the message for one recipient through an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">The message.</param>
    /// <param name="message">The message's record.</param>
    /// <param name="pass">The recipient's eligibility.</param>
    /// <param name="now">The time.</param>
    Composition Compose(LaneAccount account, MessageId id, LedgerMessage message, EligibilityResult.Pass pass, DateTimeOffset now);
}
