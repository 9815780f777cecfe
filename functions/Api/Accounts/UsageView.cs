using CampaignTasks.Domain.Quotas;
using NodaTime.Text;

namespace CampaignTasks.Api.Accounts;

/// <summary>What an account sent on its local day, all tasks together.</summary>
/// <param name="Day">The day it is in the account's zone, as in 2026-11-25.</param>
/// <param name="Used">Messages of that day, those under way included.</param>
/// <param name="Limit">The day's limit; null: none.</param>
/// <param name="NextFree">When the next message may leave that nobody has asked for yet.</param>
internal sealed record UsageView(string Day, int Used, int? Limit, DateTimeOffset NextFree)
{
    public static UsageView From(QuotaPolicy terms, SendQuota budget, DateTimeOffset now)
    {
        var today = terms.DayOf(now);
        return new(LocalDatePattern.Iso.Format(today), budget.UsedOn(today), terms.Pacing.DailyLimit, terms.NextFree(budget, now));
    }
}
