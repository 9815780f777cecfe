using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The addresses that contacts moved to after planning: each gets one message of a run.</summary>
internal interface IMovedRecipients
{
    /// <summary>
    /// Takes an address for a message, again for the same message as often as wanted. False when another message of the run goes or went to
    /// it.
    /// </summary>
    Task<bool> TryTakeAsync(CampaignTask task, MessageId id, string address, CancellationToken cancellationToken);
}
