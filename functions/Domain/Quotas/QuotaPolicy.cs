using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>The rules by which a quota reserves slots: their pacing, and where its day begins.</summary>
/// <param name="Scope">The owner of the quota: an account's id, or <c>task:</c> and a task's.</param>
/// <param name="Pacing">The pacing.</param>
/// <param name="Zone">The zone whose midnight starts the day.</param>
public sealed record QuotaPolicy(string Scope, Pacing Pacing, DateTimeZone Zone)
{
    /// <summary>Creates the policy of all messages through an account.</summary>
    public static QuotaPolicy From(ChannelAccount account) => new(account.Id, account.Pacing, Zones.Get(account.TimeZone));

    /// <summary>
    /// Creates the policy of one task's messages through all its accounts. Its day is its schedule's, or UTC's where that is each
    /// recipient's own.
    /// </summary>
    public static QuotaPolicy From(CampaignTask task) =>
        new(
            ScopeOfTask(task.Id),
            task.Plan.Pacing,
            task.Plan.Schedule.IsByRecipient ? DateTimeZone.Utc : Zones.Get(task.Plan.Schedule.TimeZone)
        );

    public static string ScopeOfTask(string taskId) => $"task:{taskId}";

    /// <summary>True when nothing is limited: then nothing is counted and no quota is kept.</summary>
    public bool IsFree => Pacing.Interval <= TimeSpan.Zero && Pacing.DailyLimit is null;

    /// <summary>Returns the day of an instant.</summary>
    public LocalDate DayOf(DateTimeOffset at) => Zone.DayOf(at);

    /// <summary>Returns the earliest instant that has a free slot.</summary>
    public DateTimeOffset NextFree(SendQuota quota, DateTimeOffset now)
    {
        var free = quota.NextFree > now ? quota.NextFree : now;
        return Pacing.DailyLimit <= quota.UsedOn(DayOf(free)) ? Zone.NextStartOf(free) : free;
    }

    /// <summary>Creates a request for slots.</summary>
    public SlotRequest Request(string holder, string claim, int wanted) =>
        new(holder, claim, wanted, Zone)
        {
            Interval = Pacing.Interval,
            DailyLimit = Pacing.DailyLimit,
            Bound = Pacing.Interval > Pacing.PauseBetweenMessages ? QuotaBound.Rate : QuotaBound.Pause,
        };
}
