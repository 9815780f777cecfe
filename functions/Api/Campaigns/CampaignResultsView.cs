using CampaignTasks.Api.Conversions;
using CampaignTasks.Application.Campaigns;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Api.Campaigns;

/// <summary>A campaign with the results of its tasks.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name, by which tasks name it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Summary">How many messages of all its tasks stand where.</param>
/// <param name="Conversions">What its messages led to.</param>
/// <param name="Unsubscribed">Recipients who unsubscribed by its messages, or in answer to them.</param>
/// <param name="TaskCount">The number of its tasks.</param>
/// <param name="Tasks">The results of its newest 200 tasks, newest first.</param>
/// <param name="Days">The results by day, oldest first; days without any are left out.</param>
internal sealed record CampaignResultsView(
    string Id,
    string Name,
    DateTimeOffset CreatedAt,
    SummaryView Summary,
    ConversionsView Conversions,
    int Unsubscribed,
    int TaskCount,
    IReadOnlyList<CampaignTaskView> Tasks,
    IReadOnlyList<CampaignDayView> Days
)
{
    private const int MaxTasks = 200;

    public static CampaignResultsView From(Campaign campaign, CampaignTotals totals) =>
        new(
            campaign.Id,
            campaign.Name,
            campaign.CreatedAt,
            SummaryView.From(
                totals.Tasks.Sum(task => task.Runs),
                totals.Tasks.Aggregate(default(MessageCounts), (sum, task) => sum + task.Counts)
            ),
            ConversionsView.From(totals.Tasks.Aggregate(ConversionTotals.None, (sum, task) => sum + task.Conversions)),
            totals.Tasks.Sum(task => task.Unsubscribed),
            totals.Tasks.Count,
            [.. totals.Tasks.Take(MaxTasks).Select(CampaignTaskView.From)],
            [.. totals.Days.Select(CampaignDayView.From)]
        );
}
