using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Forecasts;

/// <summary>What a forecast looks at, in short. It is 09:00 UTC on a Tuesday.</summary>
internal static class Foreseen
{
    public static ChannelAccount Account(Pacing? pacing = null, int number = 0) =>
        Any.Account() with
        {
            Id = $"account-{number}",
            Pacing = pacing ?? Pacing.None,
        };

    public static Pacing Pause(TimeSpan pause, int? dailyLimit = null) => new(pause, dailyLimit, RatePerSecond: null);

    /// <summary>A task that sends through these accounts, a draft.</summary>
    public static CampaignTask Task(Schedule schedule, params ChannelAccount[] accounts) =>
        Any.Task(Any.Plan() with { Schedule = schedule, Accounts = [.. accounts.Select(account => account.Id)] });

    public static ForecastScope Scope(CampaignTask task, int recipients, params ChannelAccount[] accounts) =>
        new(Any.Now, Source(task, recipients, accounts), [], Known(accounts), MaxOccurrences: 20);

    public static ForecastTask Source(CampaignTask task, int recipients, params ChannelAccount[] accounts) =>
        new(
            task,
            RunLoad.From(
                [new LaneLoad(null, recipients)],
                accounts.Length,
                task.Plan.Pacing.IsLimited || accounts.Any(account => account.Pacing.IsLimited)
            ),
            SendQuota.Empty
        );

    /// <summary>The forecast of a draft that is started now.</summary>
    public static Forecast Of(Schedule schedule, int recipients, params ChannelAccount[] accounts) =>
        Forecaster.Of(Scope(Task(schedule, accounts), recipients, accounts));

    public static DateTimeOffset At(int day, int hour, int minute = 0, int second = 0) =>
        new(2026, 12, day, hour, minute, second, TimeSpan.Zero);

    /// <summary>The days of December and how many messages leave on each.</summary>
    public static IEnumerable<(int Day, int Messages)> Days(Forecast forecast) => forecast.Days.Select(day => (day.Date.Day, day.Messages));

    private static Dictionary<string, ForecastAccount> Known(IEnumerable<ChannelAccount> accounts) =>
        accounts.ToDictionary(
            account => account.Id,
            account => new ForecastAccount(account, SendQuota.Empty, HasIdempotencyKey: true),
            StringComparer.Ordinal
        );
}
