using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tests.Schedules;
using CampaignTasks.Testing;
using NodaTime;
using static CampaignTasks.Domain.Tests.Forecasts.Foreseen;

namespace CampaignTasks.Domain.Tests.Forecasts;

/// <summary>One run, by hand.</summary>
public sealed class ForecasterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_APauseAlone_PutsOneMessageAfterTheOther()
    {
        var forecast = Of(Schedule.AtOnce, 10, Account(Pause(Minute)));

        Assert.Equal([new ForecastOccurrence(Any.Now, Any.Now, At(1, 9, 9), 10, 0, ForecastBound.Pause)], forecast.Occurrences);
        Assert.Equal([(1, 10)], Days(forecast));
        Assert.True(forecast.IsComplete);
    }

    [Fact]
    public void Of_ARateAlone_KeepsIt()
    {
        var run = Assert.Single(Of(Schedule.AtOnce, 21, Account(new Pacing(TimeSpan.Zero, null, RatePerSecond: 2))).Occurrences);

        Assert.Equal((Any.Now, At(1, 9, 0, 10), ForecastBound.Rate), (run.ExpectedStart, run.ExpectedEnd, run.BoundBy));
    }

    [Fact]
    public void Of_NothingThatHoldsBack_IsBoundByNothing()
    {
        var run = Assert.Single(Of(Schedule.AtOnce, 500, Account()).Occurrences);

        Assert.Equal((500, ForecastBound.None), (run.Messages, run.BoundBy));
        Assert.InRange(run.ExpectedEnd!.Value - Any.Now, TimeSpan.Zero, Minute);
    }

    [Fact]
    public void Of_ADailyLimit_GoesOnDayAfterDay()
    {
        var forecast = Of(Schedule.AtOnce, 120, Account(Pause(TimeSpan.Zero, dailyLimit: 50)));

        Assert.Equal([(1, 50), (2, 50), (3, 20)], Days(forecast));
        Assert.Equal((At(3, 0), ForecastBound.DailyLimit), (forecast.Occurrences[0].ExpectedEnd, forecast.Occurrences[0].BoundBy));
    }

    [Fact]
    public void Of_ADayThatIsPartlyUsed_OnlyTakesWhatIsLeft()
    {
        var account = Account(Pause(TimeSpan.Zero, dailyLimit: 50));
        var scope = Scope(Task(Schedule.AtOnce, account), 60, account);
        var used = SendQuota.Empty with { Days = [new DayUse(new LocalDate(2026, 12, 1), 45)] };

        var forecast = Forecaster.Of(
            scope with
            {
                Accounts = new Dictionary<string, ForecastAccount> { [account.Id] = new(account, used, true) },
            }
        );

        Assert.Equal([(1, 5), (2, 50), (3, 5)], Days(forecast));
    }

    [Fact]
    public void Of_TwoWindows_RestsBetweenThem()
    {
        List<DateTimeOffset> sent = [];
        var account = Account(Pause(TimeSpan.FromMinutes(30)));
        var task = Task(Given.Schedule("UTC", "09:00-12:30", "14:00-18:00"), account);

        Forecaster.Of(Scope(task, 17, account), onMessage: message => sent.Add(message.At));

        Assert.Equal(
            [
                .. Enumerable.Range(0, 7).Select(n => At(1, 9).AddMinutes(30 * n)),
                .. Enumerable.Range(0, 8).Select(n => At(1, 14).AddMinutes(30 * n)),
                At(2, 9),
                At(2, 9, 30),
            ],
            sent
        );
    }

    [Fact]
    public void Of_ATaskBeforeItsWindow_IsBoundByTheWindow()
    {
        var run = Assert.Single(Of(Given.Schedule("UTC", "18:00-21:00"), 3, Account()).Occurrences);

        Assert.Equal(At(1, 18), run.ExpectedStart);
        Assert.Equal(0, run.Unsent);
    }

    [Fact]
    public void Of_TwoAccounts_HalvesTheTime()
    {
        Dictionary<string, int> shares = new(StringComparer.Ordinal);
        ChannelAccount[] accounts = [Account(Pause(Minute), 0), Account(Pause(Minute), 1)];

        var forecast = Forecaster.Of(Scope(Task(Schedule.AtOnce, accounts), 10, accounts), onMessage: message =>
            shares[message.Account] = shares.GetValueOrDefault(message.Account) + 1
        );

        Assert.Equal(At(1, 9, 4), forecast.Occurrences[0].ExpectedEnd);
        Assert.Equal([5, 5], shares.Values);
    }

    [Fact]
    public void Of_TwoAccountsOfWhichOneIsStopped_SendsAllThroughTheOther()
    {
        ChannelAccount[] accounts = [Account(Pause(Minute), 0), Account(Pause(Minute), 1).Stop("401", Any.Now)];

        var run = Assert.Single(Of(Schedule.AtOnce, 10, accounts).Occurrences);

        Assert.Equal((10, 0, At(1, 9, 9)), (run.Messages, run.Unsent, run.ExpectedEnd));
    }

    [Fact]
    public void Of_NoAccountThatCanSend_ReportsEveryMessageUnsent()
    {
        var run = Assert.Single(Of(Schedule.AtOnce, 10, Account().Stop("401", Any.Now)).Occurrences);

        Assert.Equal(new ForecastOccurrence(Any.Now, null, null, 0, 10, ForecastBound.Accounts), run);
    }

    [Fact]
    public void Of_AFinishDate_CutsWhatDoesNotFit()
    {
        var forecast = Of(Schedule.AtOnce with { FinishDate = new LocalDate(2026, 12, 1) }, 20, Account(Pause(TimeSpan.FromHours(1))));

        var run = Assert.Single(forecast.Occurrences);
        Assert.Equal((15, 5, At(1, 23)), (run.Messages, run.Unsent, run.ExpectedEnd));
        Assert.True(forecast.IsComplete);
    }

    [Fact]
    public void Of_ARunUnderWay_CountsWhatIsStillPending()
    {
        var account = Account(Pause(Minute));
        var task = Any.Task(CampaignTaskStatus.Running) with { Plan = Any.Plan() with { Accounts = [account.Id] } };
        var scope = Scope(task, 10, account);

        var forecast = Forecaster.Of(
            scope with
            {
                Task = scope.Task with
                {
                    UnderWay = (
                        Any.Run(),
                        new RunLoad([
                            [new LaneLoad(null, 4)],
                        ])
                    ),
                },
            }
        );

        Assert.Equal([new ForecastOccurrence(Any.Now, Any.Now, At(1, 9, 3), 4, 0, ForecastBound.Pause)], forecast.Occurrences);
    }

    [Fact]
    public void Of_ARunThatHasBegun_IsNeverTooLate()
    {
        var account = Account(Pause(Minute));
        var begun = Any.Now.AddDays(-3);
        var task = Any.Task(CampaignTaskStatus.Paused) with
        {
            Plan = Any.Plan() with { Accounts = [account.Id] },
            NextOccurrence = begun,
            StartedAt = begun,
        };

        var forecast = Forecaster.Of(Scope(task, 3, account));

        Assert.Equal([new ForecastOccurrence(begun, Any.Now, At(1, 9, 2), 3, 0, ForecastBound.Paused)], forecast.Occurrences);
        Assert.Empty(forecast.LeftOut);
    }

    [Fact]
    public void Of_AnAudienceOfNobody_IsOverAtOnce()
    {
        var forecast = Of(Schedule.AtOnce, 0, Account());

        Assert.Equal([new ForecastOccurrence(Any.Now, null, null, 0, 0, ForecastBound.None)], forecast.Occurrences);
        Assert.Empty(forecast.Days);
        Assert.True(forecast.IsComplete);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    [InlineData(CampaignTaskStatus.Failed)]
    public void Of_ATaskThatHasEnded_IsEmptyAndComplete(CampaignTaskStatus status)
    {
        var forecast = Forecaster.Of(Scope(Any.Task(status), 5, Account()));

        Assert.True(forecast is { Occurrences: [], Days: [], LeftOut: [], IsComplete: true });
    }

    [Fact]
    public void Of_TwoTasksOnOneAccount_ShareItsDay()
    {
        var account = Account(Pause(TimeSpan.FromSeconds(3), dailyLimit: 50));
        var scope = Scope(Task(Schedule.AtOnce, account), 100, account);
        var other = (Task(Schedule.AtOnce, account) with { Id = "01k9task0000000000000000bb" }).Start(Any.Now);

        var forecast = Forecaster.Of(scope with { Others = [Source(other, 100, account)] });

        Assert.Equal([(1, 25), (2, 25), (3, 25), (4, 25)], Days(forecast));
    }

    [Fact]
    public void Of_TwoTasksOnOneAccountWithAPause_AreBoundByEachOther()
    {
        var account = Account(Pause(Minute));
        var scope = Scope(Task(Schedule.AtOnce, account), 5, account);
        var other = (Task(Schedule.AtOnce, account) with { Id = "01k9task0000000000000000bb" }).Start(Any.Now);

        var run = Assert.Single(Forecaster.Of(scope with { Others = [Source(other, 5, account)] }).Occurrences);

        Assert.Equal((At(1, 9, 8), ForecastBound.OtherTasks), (run.ExpectedEnd, run.BoundBy));
    }
}
