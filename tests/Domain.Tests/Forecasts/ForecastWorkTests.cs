using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Schedules;
using NodaTime;
using static CampaignTasks.Domain.Tests.Forecasts.Foreseen;

namespace CampaignTasks.Domain.Tests.Forecasts;

/// <summary>Issue 17, row 2: forecasts that would take a processor for long.</summary>
public sealed class ForecastWorkTests
{
    private static readonly Schedule Daily = new()
    {
        TimeZone = "Europe/Paris",
        StartDate = new LocalDate(2026, 12, 2),
        Recurrence = new Recurrence.Daily(1),
    };

    [Fact]
    public void Of_ALargeDailyTask_TakesAStepForEachClaimAndShowsEveryMessage()
    {
        var account = Account();

        var forecast = Forecaster.Of(Scope(Task(Daily, account), 200_000, account) with { MaxOccurrences = 50 });

        Assert.Equal((false, 50), (forecast.IsPartial, forecast.Occurrences.Count));
        Assert.All(forecast.Occurrences, run => Assert.Equal(200_000, run.Messages));
        Assert.Equal(Enumerable.Repeat(200_000, 50), forecast.Days.Take(50).Select(day => day.Messages));
        Assert.InRange(forecast.Steps, 1, 200_000);
    }

    [Fact]
    public void Of_MoreWorkThanIsPermitted_IsPartialAndShowsWhatIsKnown()
    {
        var account = Account(Pause(TimeSpan.FromSeconds(3)));

        var forecast = Forecaster.Of(Scope(Task(Daily, account), 5_000_000, account));

        Assert.Equal((true, false), (forecast.IsPartial, forecast.IsComplete));
        Assert.NotEmpty(forecast.Days);
        Assert.Null(Assert.Single(forecast.Occurrences).ExpectedEnd);
    }

    [Fact]
    public void Of_MessagesInManyZones_CountsWhatItLooksAt()
    {
        var account = Account(Pause(TimeSpan.FromSeconds(3)));
        var task = Task(Daily, account);
        var scope = Scope(task, 1, account);
        var parts = Enumerable.Range(0, 2_000).Select(_ => new LaneLoad("Europe/Paris", 250)).ToList();

        var forecast = Forecaster.Of(scope with { Task = scope.Task with { Load = new RunLoad([parts]) } });

        Assert.True(forecast.IsPartial);
    }

    [Fact]
    public void Of_AForecastThatNobodyWaitsFor_Ends()
    {
        var account = Account(Pause(TimeSpan.FromSeconds(3)));
        using var gone = new CancellationTokenSource();
        var scope = Scope(Task(Daily, account), 5_000_000, account);

        Assert.Throws<OperationCanceledException>(() => Forecaster.Of(scope, until: null, message => Cancel(message.Index), gone.Token));

        void Cancel(int index)
        {
            if (index is 10)
            {
                gone.Cancel();
            }
        }
    }
}
