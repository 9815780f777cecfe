using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskEditTests
{
    public static TheoryData<CampaignTaskStatus> Editable() =>
        [CampaignTaskStatus.Draft, CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused];

    [Theory]
    [MemberData(nameof(Editable))]
    public void Edit_OfNothing_IsTheSamePlan(CampaignTaskStatus status)
    {
        var task = Any.Task(status);

        Assert.Equal(task, Edit(task, d => d));
    }

    [Theory]
    [MemberData(nameof(Editable))]
    public void Edit_OfLabels_IsTheSamePlan(CampaignTaskStatus status)
    {
        var edited = Edit(Any.Task(status), d => d with { Name = "Other", Campaign = "summer" });

        Assert.Equal(("Other", "summer", 1, status), (edited.Plan.Name, edited.Plan.Campaign, edited.PlanVersion, edited.Status));
    }

    [Theory]
    [MemberData(nameof(Editable))]
    public void Edit_OfStopOnFailure_IsANewPlan(CampaignTaskStatus status)
    {
        var task = Any.Task(status);

        var edited = Edit(task, d => d with { StopOnFailure = true });

        Assert.Equal(["stopOnFailure"], Assert.Single(edited.PendingEvents).Changed);
        Assert.Equal(task with { Plan = task.Plan with { StopOnFailure = true }, PlanVersion = 2 }, edited with { PendingEvents = [] });
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Draft)]
    [InlineData(CampaignTaskStatus.Scheduled)]
    public void Edit_BeforeTheRun_TakesThePlan(CampaignTaskStatus status)
    {
        var at = Any.Now.AddHours(5);

        var edited = Edit(Any.Task(status), d =>
            d with
            {
                List = "eve@example.net\neve@example.net\nbob@example.net",
                Creatives = [new(new Creative("Changed", "Changed", null))],
                Schedule = new() { StartAt = "2026-12-01T14:00:00Z" },
                Pacing = new PacingDefinition("PT1S", null, 5),
            }
        );

        Assert.Equal(new PastedList(Version: 2, Size: 2, Duplicates: 1), edited.Plan.Audience);
        Assert.Equal(
            ("Changed", at, 2),
            (edited.Plan.Creatives[0].Content.Subject, edited.Plan.Schedule.StartAt!.Value, edited.PlanVersion)
        );
        Assert.Equal((TimeSpan.FromSeconds(1), 5d), (edited.Plan.Pacing.PauseBetweenMessages, edited.Plan.Pacing.RatePerSecond));
        Assert.Equal(status is CampaignTaskStatus.Scheduled ? at : null, edited.NextOccurrence);
    }

    [Fact]
    public void Edit_OfAWaitingTaskToAtOnce_IsDueNow() =>
        Assert.Equal(Any.Now, Edit(Any.Task(CampaignTaskStatus.Scheduled), d => d with { Schedule = null }).NextOccurrence);

    [Fact]
    public void Edit_PausedBeforeItRan_StaysPausedWithTheNewTime()
    {
        var paused = Any.Task(CampaignTaskStatus.Scheduled).Pause(CampaignTask.PausedByUser, Any.Now);

        var edited = Edit(paused, d => d with { Schedule = new() { StartAt = "2026-12-02T09:00:00Z" } });

        Assert.Equal((CampaignTaskStatus.Paused, CampaignTaskStatus.Scheduled), (edited.Status, edited.PausedFrom!.Value));
        Assert.Equal(Any.Now.AddDays(1), edited.Resume(OverdueRule.Shift, 0, Any.Now).NextOccurrence);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Running)]
    [InlineData(CampaignTaskStatus.Paused)]
    public void Edit_UnderWay_IsANewPlanForWhatIsPending(CampaignTaskStatus status)
    {
        var task = Any.Task(status);

        var edited = Edit(task, d =>
            d with
            {
                List = "eve@example.net",
                Creatives = [new(new Creative("Changed", "Changed", null))],
                Overlap = OverlapRule.Queue,
            }
        );

        Assert.Equal(
            (status, 2, task.NextOccurrence, task.CurrentRun),
            (edited.Status, edited.PlanVersion, edited.NextOccurrence, edited.CurrentRun)
        );
        Assert.Equal(["audience", "creatives", "overlap"], task.Plan.ChangedParts(edited.Plan));
        Assert.Equal((task.PausedAt, task.PauseReason), (edited.PausedAt, edited.PauseReason));
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Running, true)]
    [InlineData(CampaignTaskStatus.Scheduled, false)]
    public void Edit_ToRecipientsZones_IsRefusedOnlyWhileARunIsUnderWay(CampaignTaskStatus status, bool refused)
    {
        var task = Any.Task(status) with { Plan = Any.Task(status).Plan with { Schedule = new Schedule { StartDate = new(2026, 12, 2) } } };
        var byRecipient = ScheduleDefinition.From(task.Plan.Schedule) with { TimeZone = Schedule.RecipientsZone };

        Assert.Null(Record.Exception(() => Edit(task, d => d)));
        Assert.Equal(refused, Record.Exception(() => Edit(task, d => d with { Schedule = byRecipient })) is InvalidTransitionException);
    }

    [Fact]
    public void Edit_OfARecurringTasksSchedule_KeepsItsRhythm()
    {
        var everyOther = Any.Task(CampaignTaskStatus.Scheduled) with
        {
            Plan = Any.Plan() with { Schedule = new Schedule { Recurrence = new Recurrence.Daily(2) } },
            StartedAt = Any.Now.AddDays(-2),
            CurrentRun = Any.RunId,
            NextOccurrence = Any.Now.AddDays(2),
        };

        var plan = everyOther.Plan with { Schedule = everyOther.Plan.Schedule with { LatestStart = TimeSpan.FromHours(1) } };

        var edited = everyOther.Edit(plan, Any.Now.AddHours(1));

        Assert.Equal(Any.Now.AddDays(2), edited.NextOccurrence);
    }

    [Fact]
    public void Edit_OfTemplateVariables_IsSeen()
    {
        var task = Any.Task(Any.Plan() with { Channel = ChannelKind.Whatsapp, Creatives = [new(Template("a"))] });

        Assert.Equal(1, Edit(task, d => d with { Creatives = [new(Template("a"))] }).PlanVersion);
        Assert.Equal(2, Edit(task, d => d with { Creatives = [new(Template("b"))] }).PlanVersion);
    }

    [Fact]
    public void Check_OfAnEdit_RefusesAnotherChannelAndOtherAccounts()
    {
        var errors = new ValidationErrors();

        var definition = TaskDefinition.From(Any.Plan()) with { Channel = ChannelKind.Push, Accounts = ["other"] };

        Assert.Null(definition.Check(Any.Now, errors, Any.Plan()));
        Assert.True(errors.Has("channel") && errors.Has("accounts"));
    }

    [Fact]
    public void Check_OfAnEdit_ToleratesTheOldStartButNoOther()
    {
        var old = Any.Plan() with { Schedule = new Schedule(Any.Now.AddDays(-9)) };

        Assert.NotNull(TaskDefinition.From(old).Check(Any.Now, new ValidationErrors(), old));
        Assert.Null(
            (TaskDefinition.From(old) with { Schedule = new() { StartAt = "2026-11-01T00:00:00Z" } }).Check(
                Any.Now,
                new ValidationErrors(),
                old
            )
        );
    }

    private static Creative Template(string value) =>
        new(null, null, null, "HX00000000000000000000000000000000", new Dictionary<string, string> { ["1"] = value });

    private static CampaignTask Edit(CampaignTask task, Func<TaskDefinition, TaskDefinition> change)
    {
        var errors = new ValidationErrors();
        var good = change(TaskDefinition.From(task.Plan)).Check(Any.Now, errors, task.Plan);
        Assert.Empty(errors.ToDictionary());
        return task.Edit(good!.Plan, Any.Now);
    }
}
