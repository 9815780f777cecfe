using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Tasks;

/// <summary>
/// The messages of all runs, by state. `sent` counts what the provider accepted, delivered and read ones included.
/// </summary>
public sealed record SummaryView(
    int Runs,
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
    public static SummaryView From(int runs, MessageCounts counts) =>
        new(
            runs,
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
