using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskLogTests
{
    private static readonly DateTimeOffset Now = Samples.Now;

    [Fact]
    public void Start_AtOnce_NotesTheStartAndTheRun()
    {
        var started = Samples.Task().Start(Now);

        Assert.Equal([TaskEvent.Started, TaskEvent.RunStarted], Events(started));
        Assert.Equal((CampaignTaskStatus.Draft, CampaignTaskStatus.Running), (started.News[0].From, started.News[0].To));
        Assert.Equal(started.CurrentRun!.ToString(), started.News[1].Run);
    }

    [Fact]
    public void EveryMove_NotesItselfWithWhatItMeans()
    {
        var running = Samples.Task().Start(Now).Told();
        var paused = running.Pause("acs: no quota", Now);

        Assert.Equal((TaskEvent.Paused, "acs"), (Last(paused).Event, Last(paused).Reason));
        Assert.Null(Last(running.Pause(CampaignTask.PausedByUser, Now)).Reason);
        Assert.Equal((TaskEvent.Resumed, OverdueRule.SendNow), (Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Event, Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Overdue));
        Assert.StartsWith("7 messages", Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Reason, StringComparison.Ordinal);
        Assert.Equal(TaskEvent.Stopped, Last(running.Stop(Now)).Event);
        Assert.Equal(TaskEvent.Canceled, Last(running.Cancel(Now)).Event);
        Assert.Equal((TaskEvent.Failed, "Message 1 failed"), (Last(running.Fail("Message 1 failed", Now)).Event, Last(running.Fail("Message 1 failed", Now)).Reason));
    }

    [Fact]
    public void CloseRun_OfTheLastRun_NotesItsEndAndTheTasks()
    {
        var closed = Samples.Task().Start(Now).Told().CloseRun("completed", Now.AddMinutes(5));

        Assert.Equal([TaskEvent.RunEnded, TaskEvent.Completed], Events(closed));
        Assert.Equal(closed.CurrentRun!.ToString(), closed.News[0].Run);
    }

    [Fact]
    public void CloseRun_WithMissedOccurrences_NotesHowMany()
    {
        var daily = Samples.Task() with { Schedule = Schedule.AtOnce with { Recurrence = new Recurrence.Daily(1) } };
        var closed = daily.Start(Now).Told().CloseRun("completed", Now.AddDays(3).AddHours(1));

        Assert.Equal([TaskEvent.RunEnded, TaskEvent.OccurrencesPassed], Events(closed));
        Assert.StartsWith("3 occurrences, 2026-12-02", Last(closed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NoteRunEnd_SaidAgain_NotesOnce()
    {
        var stopped = Samples.Task().Start(Now).Stop(Now).NoteRunEnd("stopped", Now);

        Assert.Single(stopped.News, entry => entry.Event is TaskEvent.RunEnded);
        Assert.Same(stopped, stopped.NoteRunEnd("stopped", Now));
    }

    [Fact]
    public void Alarm_IsNotedWhenItComesAndGoes_NotWhenItsWordsChange()
    {
        var task = Samples.Task().Start(Now).Told();
        var raised = task.WithAlarm(new TaskAlarm("notMoving", "no slot", Now), Now);
        var worse = raised.Told().WithAlarm(new TaskAlarm("notMoving", "no account", Now.AddHours(1)), Now.AddHours(1));
        var cleared = worse.WithAlarm(null, Now.AddHours(2));

        Assert.Equal((TaskEvent.AlarmRaised, "notMoving: no slot"), (Last(raised).Event, Last(raised).Reason));
        Assert.Empty(worse.News);
        Assert.Equal((Now, "no account"), (worse.Alarm!.Since, worse.Alarm.Reason));
        Assert.Equal((TaskEvent.AlarmCleared, "notMoving"), (Last(cleared).Event, Last(cleared).Reason));
        Assert.Empty(task.WithAlarm(null, Now).News);
    }

    [Fact]
    public void Told_CountsTheEntries_AndForgetsThem()
    {
        var started = Samples.Task().Start(Now).By(TaskActor.Scheduler);

        Assert.All(started.News, entry => Assert.Equal(TaskActor.Scheduler, entry.By));
        Assert.Equal((2, 0), (started.Told().Entries, started.Told().News.Count));
    }

    private static IEnumerable<TaskEvent> Events(CampaignTask task) => task.News.Select(entry => entry.Event);

    private static TaskEntry Last(CampaignTask task) => task.News[^1];
}
