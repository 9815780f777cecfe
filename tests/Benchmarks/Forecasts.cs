using System.Diagnostics;
using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using NodaTime;

namespace CampaignTasks.Benchmarks;

/// <summary>Ten years of a daily task forecast message by message, next to listing its occurrences.</summary>
internal static class Forecasts
{
    private const int Recipients = 100;

    private static readonly DateTimeOffset Start = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Run()
    {
        var account = Account();
        var task = new CampaignTask
        {
            TenantId = "tenant",
            Id = "task",
            Plan = new()
            {
                Name = "Task",
                Channel = ChannelKind.Email,
                Accounts = [account.Id],
                Audience = new PastedList(1, Recipients, 0),
                Creatives = [new(new Creative("Hello", "Hi", null))],
                Schedule = new Schedule
                {
                    TimeZone = "Europe/Paris",
                    StartDate = new LocalDate(2026, 12, 1),
                    FinishDate = new LocalDate(2036, 12, 1),
                    Windows =
                    [
                        new DailyWindow(new LocalTime(9, 0), new LocalTime(12, 30)),
                        new DailyWindow(new LocalTime(14, 0), new LocalTime(18, 0)),
                    ],
                    Recurrence = new Recurrence.Daily(1),
                },
            },
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        var scope = new ForecastScope(
            Start,
            new ForecastTask(task, RunLoad.From([new LaneLoad(null, Recipients)], accounts: 1, isPaced: true), SendQuota.Empty),
            Others: [],
            new Dictionary<string, ForecastAccount> { [account.Id] = new(account, SendQuota.Empty, HasIdempotencyKey: true) },
            MaxOccurrences: 10_000
        );
        Forecaster.Of(scope with { MaxOccurrences = 100 });
        var clock = Stopwatch.StartNew();
        var forecast = Forecaster.Of(scope);
        var elapsed = clock.Elapsed;
        var messages = forecast.Days.Sum(day => day.Messages);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{"10 years, daily, message by message", -52} {elapsed.TotalMilliseconds, 10:N0} ms {forecast.Occurrences.Count, 8:N0} runs, {messages:N0} messages, {elapsed.TotalNanoseconds / messages:N0} ns each"
            )
        );
    }

    private static ChannelAccount Account() =>
        new()
        {
            TenantId = "tenant",
            Id = "account",
            Name = "Account",
            Channel = ChannelKind.Email,
            Provider = "acs",
            Settings = new Dictionary<string, string>(),
            ProtectedSecrets = new Dictionary<string, string>(),
            Pacing = new Pacing(TimeSpan.FromSeconds(3), DailyLimit: 120, RatePerSecond: null),
            CreatedAt = Start,
            UpdatedAt = Start,
        };
}
