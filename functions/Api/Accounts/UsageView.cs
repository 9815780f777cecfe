using CampaignTasks.Domain.Quotas;
using NodaTime.Text;

namespace CampaignTasks.Api.Accounts;

/// <summary>The messages of an account on its local day, all tasks together.</summary>
/// <param name="Day">The current day in the account's zone, as in 2026-11-25.</param>
/// <param name="Used">Messages of that day, those being sent included.</param>
/// <param name="Limit">The day's limit; null: none.</param>
/// <param name="NextFree">The earliest instant that is not reserved for a message.</param>
internal sealed record UsageView(string Day, int Used, int? Limit, DateTimeOffset NextFree)
{
    public static UsageView From(QuotaPolicy policy, SendQuota quota, DateTimeOffset now)
    {
        var today = policy.DayOf(now);
        return new(LocalDatePattern.Iso.Format(today), quota.UsedOn(today), policy.Pacing.DailyLimit, policy.NextFree(quota, now));
    }
}
