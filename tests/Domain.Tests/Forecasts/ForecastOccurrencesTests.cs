using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tests.Schedules;
using CampaignTasks.Testing;
using NodaTime;
using static CampaignTasks.Domain.Tests.Forecasts.Foreseen;

namespace CampaignTasks.Domain.Tests.Forecasts;

/// <summary>Run after run, by hand.</summary>
public sealed class ForecastOccurrencesTests
{
    private static readonly Schedule Mornings = Given.Schedule("UTC", "09:00-12:00") with { Recurrence = new Recurrence.Daily(1) };

    [Fact]
    public void Of_ADailyTask_IsCutAtTheMostOccurrences()
    {
        var account = Account();
        var scope = Scope(Task(Mornings, account), 3, account) with { MaxOccurrences = 4 };

        var forecast = Forecaster.Of(scope);

        Assert.Equal([At(1, 9), At(2, 9), At(3, 9), At(4, 9)], forecast.Occurrences.Select(run => run.At));
        Assert.Equal([(1, 3), (2, 3), (3, 3), (4, 3)], Days(forecast));
        Assert.False(forecast.IsComplete);
    }

    [Fact]
    public void Of_ADailyTaskThatEnds_ReachesItsEnd()
    {
        var forecast = Of(Mornings with { FinishDate = new LocalDate(2026, 12, 3) }, 3, Account());

        Assert.Equal((3, true), (forecast.Occurrences.Count, forecast.IsComplete));
    }

    [Fact]
    public void Of_RunsLongerThanTheirTime_LeavesOutWhatComesDueMeanwhile()
    {
        // Nine messages half an hour apart take one and a half mornings.
        var forecast = Of(Mornings with { FinishDate = new LocalDate(2026, 12, 5) }, 9, Account(Pause(TimeSpan.FromMinutes(30))));

        Assert.Equal(
            [(At(1, 9), 9, 0), (At(3, 9), 9, 0), (At(5, 9), 6, 3)],
            forecast.Occurrences.Select(run => (run.At, run.Messages, run.Unsent))
        );
        Assert.Equal([At(2, 9), At(4, 9)], forecast.LeftOut.Select(gap => gap.At));
        Assert.All(forecast.LeftOut, gap => Assert.StartsWith("overlap", gap.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_RunsThatQueue_BeginWhenTheRunBeforeHasEndedUnlessTooLate()
    {
        var account = Account(Pause(TimeSpan.FromMinutes(30)));
        var daily = Task(Mornings with { FinishDate = new LocalDate(2026, 12, 5) }, account);
        var task = daily with { Plan = daily.Plan with { Overlap = OverlapRule.Queue } };

        var forecast = Forecaster.Of(Scope(task, 9, account));

        Assert.Equal(
            [(At(1, 9), 9, 0), (At(2, 9), 9, 0), (At(3, 9), 9, 0), (At(5, 9), 3, 6)],
            forecast.Occurrences.Select(run => (run.At, run.Messages, run.Unsent))
        );
        Assert.Equal(At(4, 9), Assert.Single(forecast.LeftOut).At);
    }

    [Fact]
    public void Of_AnOccurrenceThatIsTooLate_LeavesItOutAndSaysWhy()
    {
        var account = Account();
        var task = Task(Mornings with { LatestStart = TimeSpan.FromHours(1) }, account).Start(Any.Now.AddDays(-2).AddHours(-1)) with
        {
            NextOccurrence = At(1, 9).AddDays(-1),
        };

        var forecast = Forecaster.Of(Scope(task, 3, account) with { MaxOccurrences = 1 });

        Assert.Equal(At(1, 9).AddDays(-1), forecast.LeftOut[0].At);
        Assert.Contains("latestStart", forecast.LeftOut[0].Reason, StringComparison.Ordinal);
        Assert.Equal(At(1, 9), Assert.Single(forecast.Occurrences).At);
    }

    [Fact]
    public void Of_AScheduledTaskPausedPastItsTime_LeavesOutAllButTheLatest()
    {
        var account = Account();
        var scheduled = Task(Mornings, account).Start(Any.Now.AddDays(-3).AddHours(-1));
        var paused = scheduled.Pause(CampaignTask.PausedByUser, Any.Now.AddDays(-3).AddMinutes(-30));

        var forecast = Forecaster.Of(Scope(paused, 3, account) with { MaxOccurrences = 1 });

        Assert.Equal(
            (At(1, 9), Any.Now, ForecastBound.Paused),
            (forecast.Occurrences[0].At, forecast.Occurrences[0].ExpectedStart, forecast.Occurrences[0].BoundBy)
        );
        Assert.Equal([At(1, 9).AddDays(-3), At(1, 9).AddDays(-2), At(1, 9).AddDays(-1)], forecast.LeftOut.Select(gap => gap.At));
    }

    [Fact]
    public void Of_APausedTask_OnlySaysSoOfTheFirstRun()
    {
        var account = Account(Pause(TimeSpan.FromMinutes(1)));
        var paused = Task(Mornings, account).Start(Any.Now.AddHours(-1)).Pause(CampaignTask.PausedByUser, Any.Now.AddMinutes(-30));

        var forecast = Forecaster.Of(Scope(paused, 3, account) with { MaxOccurrences = 2 });

        Assert.Equal([ForecastBound.Paused, ForecastBound.Pause], forecast.Occurrences.Select(run => run.BoundBy));
    }
}
