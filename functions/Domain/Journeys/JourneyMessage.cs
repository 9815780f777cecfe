using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The place of a journey's message on the ledger page of its journey page.</summary>
/// <param name="Run">The run.</param>
/// <param name="Index">The index on the page.</param>
public sealed record JourneyMessage(RunId Run, int Index)
{
    /// <summary>Returns the id of the message of a journey on a page.</summary>
    public MessageId IdOn(int page) => new(Run, page, Index);
}
