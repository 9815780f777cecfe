using CampaignTasks.Api.Conversions;
using CampaignTasks.Api.Runs;
using CampaignTasks.Application.Campaigns;

namespace CampaignTasks.Api.Campaigns;

/// <summary>The results of a campaign on a day.</summary>
/// <param name="Date">The day in UTC.</param>
/// <param name="Counts">The messages of the runs that began on the day.</param>
/// <param name="Conversions">The orders of the day that followed messages of the campaign.</param>
/// <param name="Unsubscribed">Recipients who unsubscribed on the day.</param>
internal sealed record CampaignDayView(DateOnly Date, CountsView Counts, ConversionsView Conversions, int Unsubscribed)
{
    public static CampaignDayView From(CampaignTotals.OfDay day) =>
        new(day.Date, CountsView.From(day.Counts), ConversionsView.From(day.Conversions), day.Unsubscribed);
}
