using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>On which terms a budget gives slots: how they are paced, and where its day begins.</summary>
/// <param name="Scope">Whose budget it is: an account's id, or <c>task:</c> and a task's.</param>
/// <param name="Pacing">How fast.</param>
/// <param name="Zone">Whose midnight starts the day.</param>
public sealed record QuotaPolicy(string Scope, Pacing Pacing, DateTimeZone Zone)
{
    /// <summary>Of all messages through an account.</summary>
    public static QuotaPolicy From(ChannelAccount account) => new(account.Id, account.Pacing, Zones.Get(account.TimeZone));

    /// <summary>Of one task's messages through all its accounts. Its day is its schedule's; where that is each recipient's own, it is UTC's.</summary>
    public static QuotaPolicy From(CampaignTask task) =>
        new(ScopeOfTask(task.Id), task.Plan.Pacing, task.Plan.Schedule.IsByRecipient ? DateTimeZone.Utc : Zones.Get(task.Plan.Schedule.TimeZone));

    public static string ScopeOfTask(string taskId) => $"task:{taskId}";

    /// <summary>Whether nothing is limited: then nothing is counted and no budget kept.</summary>
    public bool IsFree => Pacing.Interval <= TimeSpan.Zero && Pacing.DailyLimit is null;

    /// <summary>The day of an instant.</summary>
    public LocalDate DayOf(DateTimeOffset at) => Zone.DayOf(at);

    /// <summary>The earliest instant at which anybody may have a slot, as things stand.</summary>
    public DateTimeOffset NextFree(SendQuota budget, DateTimeOffset now)
    {
        var free = budget.NextFree > now ? budget.NextFree : now;
        return Pacing.DailyLimit <= budget.UsedOn(DayOf(free)) ? Zone.NextStartOf(free) : free;
    }

    /// <summary>A request on these terms.</summary>
    public SlotRequest Ask(string holder, string claim, int wanted) => new(holder, claim, wanted, Zone)
    {
        Interval = Pacing.Interval,
        DailyLimit = Pacing.DailyLimit,
        Bound = Pacing.Interval > Pacing.PauseBetweenMessages ? QuotaBound.Rate : QuotaBound.Pause,
    };
}
