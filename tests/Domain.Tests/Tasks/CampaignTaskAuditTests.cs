using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskAuditTests
{
    private static readonly DateTimeOffset Now = Samples.Now;

    [Fact]
    public void Start_AtOnce_NotesTheStartAndTheRun()
    {
        var started = Samples.Task().Start(Now);

        Assert.Equal([AuditEvent.Started, AuditEvent.RunStarted], Events(started));
        Assert.Equal((CampaignTaskStatus.Draft, CampaignTaskStatus.Running), (started.PendingEvents[0].From, started.PendingEvents[0].To));
        Assert.Equal(started.CurrentRun!.ToString(), started.PendingEvents[1].Run);
    }

    [Fact]
    public void EveryMove_NotesItselfWithWhatItMeans()
    {
        var running = Samples.Task().Start(Now).WithEventsStored();
        var paused = running.Pause("acs: no quota", Now);

        Assert.Equal((AuditEvent.Paused, "acs"), (Last(paused).Event, Last(paused).Reason));
        Assert.Null(Last(running.Pause(CampaignTask.PausedByUser, Now)).Reason);
        Assert.Equal(
            (AuditEvent.Resumed, OverdueRule.SendNow),
            (Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Event, Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Overdue)
        );
        Assert.StartsWith("7 messages", Last(paused.Resume(OverdueRule.SendNow, 7, Now)).Reason, StringComparison.Ordinal);
        Assert.Equal(AuditEvent.Stopped, Last(running.Stop(Now)).Event);
        Assert.Equal(AuditEvent.Canceled, Last(running.Cancel(Now)).Event);
        Assert.Equal(
            (AuditEvent.Failed, "Message 1 failed"),
            (Last(running.Fail("Message 1 failed", Now)).Event, Last(running.Fail("Message 1 failed", Now)).Reason)
        );
    }

    [Fact]
    public void CloseRun_OfTheLastRun_NotesItsEndAndTheTasks()
    {
        var closed = Samples.Task().Start(Now).WithEventsStored().CloseRun("completed", Now.AddMinutes(5));

        Assert.Equal([AuditEvent.RunEnded, AuditEvent.Completed], Events(closed));
        Assert.Equal(closed.CurrentRun!.ToString(), closed.PendingEvents[0].Run);
    }

    [Fact]
    public void CloseRun_WithMissedOccurrences_NotesHowMany()
    {
        var daily = Samples.Task(Samples.Plan() with { Schedule = Schedule.AtOnce with { Recurrence = new Recurrence.Daily(1) } });
        var closed = daily.Start(Now).WithEventsStored().CloseRun("completed", Now.AddDays(3).AddHours(1));

        Assert.Equal([AuditEvent.RunEnded, AuditEvent.OccurrencesPassed], Events(closed));
        Assert.StartsWith("3 occurrences, 2026-12-02", Last(closed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NoteRunEnd_SaidAgain_NotesOnce()
    {
        var stopped = Samples.Task().Start(Now).Stop(Now).RecordRunEnd("stopped", Now);

        Assert.Single(stopped.PendingEvents, entry => entry.Event is AuditEvent.RunEnded);
        Assert.Same(stopped, stopped.RecordRunEnd("stopped", Now));
    }

    [Fact]
    public void Alarm_IsNotedWhenItComesAndGoes_NotWhenItsWordsChange()
    {
        var task = Samples.Task().Start(Now).WithEventsStored();
        var raised = task.WithAlert(new TaskAlert("notMoving", "no slot", Now), Now);
        var worse = raised.WithEventsStored().WithAlert(new TaskAlert("notMoving", "no account", Now.AddHours(1)), Now.AddHours(1));
        var cleared = worse.WithAlert(null, Now.AddHours(2));

        Assert.Equal((AuditEvent.AlertRaised, "notMoving: no slot"), (Last(raised).Event, Last(raised).Reason));
        Assert.Empty(worse.PendingEvents);
        Assert.Equal((Now, "no account"), (worse.Alert!.Since, worse.Alert.Reason));
        Assert.Equal((AuditEvent.AlertCleared, "notMoving"), (Last(cleared).Event, Last(cleared).Reason));
        Assert.Empty(task.WithAlert(null, Now).PendingEvents);
    }

    [Fact]
    public void WithEventsStored_CountsTheEntries_AndForgetsThem()
    {
        var started = Samples.Task().Start(Now).AttributedTo(TaskActor.Scheduler);

        Assert.All(started.PendingEvents, entry => Assert.Equal(TaskActor.Scheduler, entry.By));
        Assert.Equal((2, 0), (started.WithEventsStored().EventCount, started.WithEventsStored().PendingEvents.Count));
    }

    private static IEnumerable<AuditEvent> Events(CampaignTask task) => task.PendingEvents.Select(entry => entry.Event);

    private static AuditEntry Last(CampaignTask task) => task.PendingEvents[^1];
}
