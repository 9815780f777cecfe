using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Campaigns;

/// <summary>The results of a campaign.</summary>
/// <param name="Tasks">The results of its tasks, newest first.</param>
/// <param name="Days">The results by day, oldest first.</param>
internal sealed record CampaignTotals(IReadOnlyList<CampaignTotals.OfTask> Tasks, IReadOnlyList<CampaignTotals.OfDay> Days)
{
    /// <summary>The results of a task.</summary>
    internal sealed record OfTask(CampaignTask Task, int Runs, MessageCounts Counts, ConversionTotals Conversions, int Unsubscribed);

    /// <summary>The results of a day: messages of the runs that began on it, what was ordered and who unsubscribed on it.</summary>
    internal sealed record OfDay(DateOnly Date, MessageCounts Counts, ConversionTotals Conversions, int Unsubscribed);
}
