using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tests.Schedules;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Forecasts;

/// <summary>A schedule, when it is looked at, how many it reaches and how its accounts are paced.</summary>
public sealed record ForecastCase(ScheduleCase When, int Recipients, int Accounts, Pacing Pacing);

/// <summary>What holds for forecasts of any schedule in any zone.</summary>
public sealed class ForecastProperties
{
    private static readonly Arbitrary<ForecastCase> Cases = (
        from when in RandomSchedules.Anywhere().Generator
        from recipients in Gen.Choose(0, 60)
        from accounts in Gen.Choose(1, 3)
        from pause in Gen.Elements(0, 3, 600, 5400)
        from limit in Gen.Elements<int?>(null, 1, 7, 20)
        from rate in Gen.Elements<double?>(null, 0.02, 50)
        select new ForecastCase(when, recipients, accounts, new Pacing(TimeSpan.FromSeconds(pause), limit, rate))
    ).ToArbitrary();

    [Property(MaxTest = 400)]
    public Property Messages_OfAnyForecast_LeaveOnlyWhenTheScheduleAllows() =>
        Check(
            (given, _, sent) =>
            {
                var hours = SendingHours.For(given.When.Schedule);
                return sent.All(message => message.At >= given.When.At && hours.Allows(message.At));
            }
        );

    [Property(MaxTest = 400)]
    public Property Messages_OfAnyForecast_StayBelowTheDailyLimitOfEachAccount() =>
        Check(
            (given, _, sent) =>
                sent.CountBy(message => (message.Account, message.At.UtcDateTime.Date))
                    .All(day => day.Value <= (given.Pacing.DailyLimit ?? int.MaxValue))
        );

    [Property(MaxTest = 400)]
    public Property Messages_OfAnyForecast_KeepThePauseOfEachAccount() =>
        Check(
            (given, _, sent) =>
                sent.GroupBy(message => message.Account)
                    .All(account =>
                        account.Order(Comparer<PlannedMessage>.Create((a, b) => a.At.CompareTo(b.At))).ToArray() is var own
                        && own.Zip(own.Skip(1)).All(pair => pair.Second.At - pair.First.At >= given.Pacing.Interval)
                    )
        );

    [Property(MaxTest = 400)]
    public Property Messages_OfAnyForecast_ArePlacedOnceOrReportedUnsent() =>
        Check(
            (given, forecast, sent) =>
                sent.Select(message => (message.Lane, message.Part, message.Index)).Distinct().Count() == sent.Count
                && forecast.Days.Sum(day => day.Messages) == sent.Count
                && (
                    forecast is { Occurrences: [var run], IsComplete: true }
                        ? run.Messages == sent.Count && run.Messages + run.Unsent == given.Recipients
                        : forecast.Occurrences.Count == 0 && sent.Count == 0
                )
        );

    [Property(MaxTest = 400)]
    public Property Ends_OfAnyForecast_AreThoseOfItsMessages() =>
        Check(
            (_, forecast, sent) =>
                sent.Count == 0
                || (
                    forecast.Occurrences[0].ExpectedStart == sent.Min(message => message.At)
                    && forecast.Occurrences[0].ExpectedEnd == sent.Max(message => message.At)
                )
        );

    [Property(MaxTest = 400)]
    public Property Messages_ByRecipientsZone_LeaveOnlyWhenTheScheduleAllowsThere() =>
        Prop.ForAll(Cases, Gen.Elements(RandomSchedules.StrangeZones).ArrayOf(3).ToArbitrary(), (given, zones) =>
        {
            var schedule = given.When.Schedule with { TimeZone = Schedule.RecipientsZone };
            var accounts = Enumerable.Range(0, given.Accounts).Select(n => Foreseen.Account(given.Pacing, n)).ToArray();
            var load = RunLoad.From(
                [.. zones.Distinct().Select(zone => new LaneLoad(zone, given.Recipients))],
                given.Accounts,
                given.Pacing.IsLimited
            );
            List<PlannedMessage> sent = [];
            var scope = Foreseen.Scope(Foreseen.Task(schedule, accounts), 0, accounts) with { Now = given.When.At };

            var forecast = Forecaster.Of(scope with { Task = scope.Task with { Load = load } }, onMessage: sent.Add);

            return sent.All(message =>
                    SendingHours.For(schedule, load.Lanes[message.Lane][message.Part].Zone!, occurrenceDay: null).Allows(message.At)
                )
                && (
                    forecast.Occurrences is not [var run]
                    || (forecast.IsComplete && run.Messages == sent.Count && run.Messages + run.Unsent == load.Messages)
                );
        });

    private static Property Check(Func<ForecastCase, Forecast, List<PlannedMessage>, bool> holds) => Prop.ForAll(Cases, given =>
        {
            var accounts = Enumerable.Range(0, given.Accounts).Select(n => Foreseen.Account(given.Pacing, n)).ToArray();
            List<PlannedMessage> sent = [];
            var scope = Foreseen.Scope(Foreseen.Task(given.When.Schedule, accounts), given.Recipients, accounts) with
            {
                Now = given.When.At,
            };
            var forecast = Forecaster.Of(scope, onMessage: sent.Add);
            return holds(given, forecast, sent);
        });
}
