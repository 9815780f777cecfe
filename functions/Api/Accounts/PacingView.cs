using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Accounts;

/// <summary>How fast an account or a task may send.</summary>
/// <param name="PauseBetweenMessages">At least this long between two messages, as an ISO 8601 duration.</param>
/// <param name="DailyLimit">Messages a local day; null: no limit.</param>
/// <param name="RatePerSecond">Messages a second; null: no limit.</param>
internal sealed record PacingView(string PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    public static PacingView From(Pacing pacing) => new(IsoDuration.Format(pacing.PauseBetweenMessages), pacing.DailyLimit, pacing.RatePerSecond);
}
