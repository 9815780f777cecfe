using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Tasks;

/// <summary>The results of one creative of a task.</summary>
/// <param name="CreativeId">The saved creative; null for content of the task's own, and for messages of before it had several.</param>
/// <param name="Planned">The creative in the plan; null when it is there no more.</param>
/// <param name="Counts">Its messages by state.</param>
/// <param name="Unsubscribed">The messages after which their readers unsubscribed.</param>
/// <param name="Conversions">The orders after its messages.</param>
internal sealed record CreativeResult(
    string? CreativeId,
    PlannedCreative? Planned,
    MessageCounts Counts,
    int Unsubscribed,
    ConversionTotals Conversions
);
