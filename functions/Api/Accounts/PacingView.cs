using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Accounts;

/// <summary>The pacing of an account or a task.</summary>
/// <param name="PauseBetweenMessages">The least time between two messages, as an ISO 8601 duration.</param>
/// <param name="DailyLimit">Messages per local day; null: no limit.</param>
/// <param name="RatePerSecond">Messages per second; null: no limit.</param>
internal sealed record PacingView(string PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    public static PacingView From(Pacing pacing) =>
        new(IsoDuration.Format(pacing.PauseBetweenMessages), pacing.DailyLimit, pacing.RatePerSecond);
}
