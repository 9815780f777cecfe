using CampaignTasks.Api.Creatives;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Api.Tasks;

/// <summary>A saved creative in a task.</summary>
/// <param name="CreativeId">The creative.</param>
/// <param name="Version">The version that the task sends.</param>
/// <param name="Weight">Its share of the recipients is the weight divided by the sum of all weights.</param>
/// <param name="Content">What it says in that version.</param>
internal sealed record TaskCreativeView(string CreativeId, int Version, int Weight, CreativeView Content)
{
    /// <summary>Shows the creatives of a task that has several.</summary>
    public static IReadOnlyList<TaskCreativeView> From(IReadOnlyList<PlannedCreative> creatives) =>
        [
            .. creatives.Select(creative => new TaskCreativeView(
                creative.Source!.Id,
                creative.Source.Number,
                creative.Weight,
                CreativeView.From(creative.Content)
            )),
        ];
}
