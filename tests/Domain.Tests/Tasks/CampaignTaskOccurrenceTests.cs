using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Tasks;

/// <summary>From one occurrence to the next: a task that runs every day at nine.</summary>
public sealed class CampaignTaskOccurrenceTests
{
    private static readonly DateTimeOffset First = Any.Now;

    [Fact]
    public void CloseRun_OfARecurringTask_WaitsForTheNextOccurrence()
    {
        var waiting = Daily().CloseRun("completed", First.AddHours(3));

        Assert.Equal((CampaignTaskStatus.Scheduled, First.AddDays(1)), (waiting.Status, waiting.NextOccurrence!.Value));
        Assert.Equal((0, null), (waiting.Passed.Count, waiting.EndReason));
    }

    [Fact]
    public void CloseRun_OfASingleOccurrence_Completes()
    {
        var task = Any.Task(CampaignTaskStatus.Running).CloseRun("completed", First.AddHours(3));

        Assert.Equal((CampaignTaskStatus.Completed, "completed"), (task.Status, task.EndReason));
    }

    [Fact]
    public void CloseRun_AfterOccurrencesCameDue_LeavesThemOutByDefault()
    {
        var waiting = Daily().CloseRun("completed", First.AddDays(2).AddHours(1));

        Assert.Equal(First.AddDays(3), waiting.NextOccurrence);
        Assert.Equal([First.AddDays(1), First.AddDays(2)], waiting.Passed.Select(p => p.At));
        Assert.All(waiting.Passed, p => Assert.Equal(RunStatus.Skipped, p.Status));
    }

    [Fact]
    public void CloseRun_AfterOccurrencesCameDue_QueuesThemWhenAsked()
    {
        var queuing = Daily() with { Plan = Daily().Plan with { Overlap = OverlapRule.Queue } };

        var waiting = queuing.CloseRun("completed", First.AddDays(2).AddHours(1));

        Assert.Equal(First.AddDays(1), waiting.NextOccurrence);
        Assert.Empty(waiting.Passed);
    }

    [Fact]
    public void CloseRun_AfterTheFinishDate_Completes()
    {
        var daily = Daily();
        var task = daily with { Plan = daily.Plan with { Schedule = daily.Plan.Schedule with { FinishDate = new(2026, 12, 1) } } };

        Assert.Equal((CampaignTaskStatus.Completed, "finishDatePassed"), Ended(task.CloseRun("finishDatePassed", First.AddHours(20))));
    }

    [Fact]
    public void Miss_WhileDownForDays_BeginsTheOneThatIsNotTooLateAndRecordsTheOthers()
    {
        var waiting = Daily().CloseRun("completed", First.AddHours(1));
        var back = First.AddDays(4).AddHours(2);

        var task = waiting.Miss(back);

        Assert.True(waiting.IsTooLate(back) && !task.IsTooLate(back));
        Assert.Equal((CampaignTaskStatus.Scheduled, First.AddDays(4)), (task.Status, task.NextOccurrence!.Value));
        Assert.Equal([First.AddDays(1), First.AddDays(2), First.AddDays(3)], task.Passed.Select(p => p.At));
        Assert.All(task.Passed, p => Assert.Equal(RunStatus.Missed, p.Status));
    }

    [Fact]
    public void Miss_OfTheOnlyOccurrence_Fails()
    {
        var task = Any.Task(CampaignTaskStatus.Scheduled).Miss(First.AddDays(3));

        Assert.Equal(CampaignTaskStatus.Failed, task.Status);
        Assert.Contains("missed", task.EndReason, StringComparison.Ordinal);
        Assert.Single(task.Passed);
    }

    [Theory]
    [InlineData(OverdueRule.Shift)]
    [InlineData(OverdueRule.SendNow)]
    public void Resume_AfterOccurrencesCameDue_BeginsTheLatestHoweverLate(OverdueRule rule)
    {
        var paused = Daily().CloseRun("completed", First.AddHours(1)).Pause("user", First.AddHours(2));
        var back = First.AddDays(3).AddHours(7);

        var task = paused.Resume(rule, 0, back);

        Assert.Equal((CampaignTaskStatus.Scheduled, First.AddDays(3)), (task.Status, task.NextOccurrence!.Value));
        Assert.Equal([First.AddDays(1), First.AddDays(2)], task.Passed.Select(p => p.At));
        Assert.False(task.IsTooLate(back.AddHours(23)));
        Assert.True(task.IsTooLate(back.AddHours(25)));
    }

    [Fact]
    public void Resume_Dropping_WaitsForTheNextAndRecordsWhatIsDropped()
    {
        var paused = Daily().CloseRun("completed", First.AddHours(1)).Pause("user", First.AddHours(2));

        var task = paused.Resume(OverdueRule.Drop, 0, First.AddDays(2).AddHours(1));

        Assert.Equal(First.AddDays(3), task.NextOccurrence);
        Assert.Equal([First.AddDays(1), First.AddDays(2)], task.Passed.Select(p => p.At));
    }

    [Fact]
    public void Resume_DroppingTheOnlyOccurrence_Ends()
    {
        var paused = Any.Task(CampaignTaskStatus.Scheduled).Pause("user", First);

        Assert.Equal((CampaignTaskStatus.Completed, "dropped"), Ended(paused.Resume(OverdueRule.Drop, 0, First.AddHours(2))));
    }

    [Theory]
    [InlineData(OverdueRule.Shift, 30, false)]
    [InlineData(OverdueRule.Drop, 0, false)]
    [InlineData(OverdueRule.Drop, 30, true)]
    [InlineData(OverdueRule.SendNow, 30, true)]
    public void Resume_OfARun_NamesWhatWasOverdueUnlessItIsShifted(OverdueRule rule, int messages, bool named)
    {
        var task = Any.Task(CampaignTaskStatus.Paused).Resume(rule, messages, First.AddHours(2));

        Assert.Equal(named ? new OverdueMessages(rule, messages, First.AddHours(2)) : null, task.Overdue);
    }

    [Fact]
    public void Passed_OfYears_IsBounded()
    {
        var waiting = Daily().CloseRun("completed", First.AddHours(1));

        var task = waiting.Miss(First.AddDays(2_000).AddHours(1));

        Assert.Equal((CampaignTask.MaxPassed, First.AddDays(1_999)), (task.Passed.Count, task.Passed[^1].At));
        Assert.Empty(task.Recorded().Passed);
    }

    [Fact]
    public void Stop_BetweenTwoRuns_EndsTheRecurrence() =>
        Assert.Equal(
            (CampaignTaskStatus.Completed, "stopped"),
            Ended(Daily().CloseRun("completed", First.AddHours(1)).Stop(First.AddHours(2)))
        );

    private static CampaignTask Daily() =>
        Any.Task(CampaignTaskStatus.Running) with
        {
            Plan = Any.Plan() with
            {
                Schedule = new Schedule
                {
                    StartDate = new(2026, 12, 1),
                    Windows = [new(new(9, 0), new(18, 0))],
                    Recurrence = new Recurrence.Daily(1),
                },
            },
            StartedAt = First,
        };

    private static (CampaignTaskStatus, string?) Ended(CampaignTask task) => (task.Status, task.EndReason);
}
