using CampaignTasks.Application.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>The results of one creative of a task.</summary>
/// <param name="CreativeId">
/// The saved creative; null for content of the task's own, and for messages from before the task had several creatives.
/// </param>
/// <param name="Version">The version that the task sends now; null when it sends this creative no more.</param>
/// <param name="Weight">Its weight; null when the task sends this creative no more.</param>
/// <param name="Sent">Messages that the provider accepted, delivered and read ones included.</param>
/// <param name="Delivered">Messages that were reported as delivered, read ones included.</param>
/// <param name="Failed">Messages that failed.</param>
/// <param name="Unsubscribed">
/// Messages whose link was used to unsubscribe, and messages that a keyword followed within the attribution window.
/// </param>
/// <param name="Converted">Orders attributed to its messages.</param>
/// <param name="Revenue">The sum of these orders, by currency; `XXX` for orders without one.</param>
internal sealed record CreativeResultView(
    string? CreativeId,
    int? Version,
    int? Weight,
    int Sent,
    int Delivered,
    int Failed,
    int Unsubscribed,
    int Converted,
    IReadOnlyDictionary<string, decimal> Revenue
)
{
    public static CreativeResultView From(CreativeResult result) =>
        new(
            result.CreativeId,
            result.Planned?.Source?.Number,
            result.Planned?.Weight,
            result.Counts.Accepted,
            result.Counts.Delivered + result.Counts.Read,
            result.Counts.Failed,
            result.Unsubscribed,
            result.Conversions.Converted,
            result.Conversions.Revenue
        );
}
