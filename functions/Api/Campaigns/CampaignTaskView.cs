using CampaignTasks.Api.Conversions;
using CampaignTasks.Application.Campaigns;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Campaigns;

/// <summary>The results of a task of a campaign.</summary>
/// <param name="Id">The id of the task.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Summary">How many messages of all its runs stand where.</param>
/// <param name="Conversions">What its messages led to.</param>
/// <param name="Unsubscribed">Recipients who unsubscribed by its messages, or in answer to them.</param>
internal sealed record CampaignTaskView(
    string Id,
    string Name,
    ChannelKind Channel,
    CampaignTaskStatus Status,
    SummaryView Summary,
    ConversionsView Conversions,
    int Unsubscribed
)
{
    public static CampaignTaskView From(CampaignTotals.OfTask result) =>
        new(
            result.Task.Id,
            result.Task.Plan.Name,
            result.Task.Plan.Channel,
            result.Task.Status,
            SummaryView.From(result.Runs, result.Counts),
            ConversionsView.From(result.Conversions),
            result.Unsubscribed
        );
}
