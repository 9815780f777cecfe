using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Api.Runs;

/// <summary>Messages by status. `sent` counts those the provider accepted, delivered and read ones included.</summary>
internal sealed record CountsView(
    int Total,
    int Pending,
    int Sending,
    int Sent,
    int Delivered,
    int Read,
    int Failed,
    int Skipped,
    int Canceled,
    int Unknown
)
{
    public static CountsView From(MessageCounts counts) =>
        new(
            counts.Total,
            counts.Pending,
            counts.Sending,
            counts.Accepted,
            counts.Delivered,
            counts.Read,
            counts.Failed,
            counts.Skipped,
            counts.Canceled,
            counts.Unknown
        );
}
