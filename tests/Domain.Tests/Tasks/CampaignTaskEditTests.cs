using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
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

        Assert.Equal(("Other", "summer", 1, status), (edited.Name, edited.Campaign, edited.PlanVersion, edited.Status));
    }

    [Theory]
    [MemberData(nameof(Editable))]
    public void Edit_OfStopOnFailure_IsANewPlan(CampaignTaskStatus status)
    {
        var task = Any.Task(status);

        var edited = Edit(task, d => d with { StopOnFailure = true });

        Assert.Equal(task with { StopOnFailure = true, PlanVersion = 2 }, edited);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Draft)]
    [InlineData(CampaignTaskStatus.Scheduled)]
    public void Edit_BeforeTheRun_TakesThePlan(CampaignTaskStatus status)
    {
        var at = Any.Now.AddHours(5);

        var edited = Edit(Any.Task(status), d => d with
        {
            List = "eve@example.net\neve@example.net\nbob@example.net",
            Creative = new Creative("Changed", "Changed", null),
            StartAt = "2026-12-01T14:00:00Z",
            Pacing = new PacingDefinition("PT1S", null, 5),
        });

        Assert.Equal(new PastedList(Version: 2, Size: 2, Duplicates: 1), edited.Audience);
        Assert.Equal(("Changed", at, 2), (edited.Creative.Subject, edited.Schedule.StartAt!.Value, edited.PlanVersion));
        Assert.Equal((TimeSpan.FromSeconds(1), 5d), (edited.Pacing.PauseBetweenMessages, edited.Pacing.RatePerSecond));
        Assert.Equal(status is CampaignTaskStatus.Scheduled ? at : null, edited.NextOccurrence);
    }

    [Fact]
    public void Edit_OfAWaitingTaskToAtOnce_IsDueNow() =>
        Assert.Equal(Any.Now, Edit(Any.Task(CampaignTaskStatus.Scheduled), d => d with { StartAt = null }).NextOccurrence);

    [Fact]
    public void Edit_PausedBeforeItRan_StaysPausedWithTheNewTime()
    {
        var paused = Any.Task(CampaignTaskStatus.Scheduled).Pause(CampaignTask.PausedByUser, Any.Now);

        var edited = Edit(paused, d => d with { StartAt = "2026-12-02T09:00:00Z" });

        Assert.Equal((CampaignTaskStatus.Paused, CampaignTaskStatus.Scheduled), (edited.Status, edited.PausedFrom!.Value));
        Assert.Equal(Any.Now.AddDays(1), edited.Resume(Any.Now).NextOccurrence);
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Running, "audience")]
    [InlineData(CampaignTaskStatus.Running, "creative")]
    [InlineData(CampaignTaskStatus.Running, "schedule")]
    [InlineData(CampaignTaskStatus.Running, "pacing")]
    [InlineData(CampaignTaskStatus.Paused, "creative")]
    public void Edit_OfThePlanOfARun_IsRefusedNamingThePart(CampaignTaskStatus status, string part)
    {
        var refusal = Assert.Throws<InvalidTransitionException>(() => Edit(Any.Task(status), d => part switch
        {
            "audience" => d with { List = "eve@example.net" },
            "creative" => d with { Creative = new Creative("Changed", "Changed", null) },
            "schedule" => d with { StartAt = "2026-12-02T09:00:00Z" },
            _ => d with { Pacing = new PacingDefinition("PT1S", null, null) },
        }));

        Assert.Equal(TaskMove.Edit, refusal.Move);
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("copy", refusal.Allowed);
    }

    [Fact]
    public void Edit_OfTemplateVariables_IsSeen()
    {
        var task = Any.Task() with { Channel = ChannelKind.Whatsapp, Creative = Template("a") };

        Assert.Equal(1, Edit(task, d => d with { Creative = Template("a") }).PlanVersion);
        Assert.Equal(2, Edit(task, d => d with { Creative = Template("b") }).PlanVersion);
    }

    [Fact]
    public void Check_OfAnEdit_RefusesAnotherChannelAndOtherAccounts()
    {
        var errors = new FieldErrors();

        var definition = TaskDefinition.Of(Any.Task()) with { Channel = ChannelKind.Push, Accounts = ["other"] };

        Assert.Null(definition.Check(Any.Now, errors, Any.Task()));
        Assert.True(errors.Has("channel") && errors.Has("accounts"));
    }

    [Fact]
    public void Check_OfAnEdit_ToleratesTheOldStartButNoOther()
    {
        var old = Any.Task(CampaignTaskStatus.Running) with { Schedule = new Schedule(Any.Now.AddDays(-9)) };

        Assert.NotNull(TaskDefinition.Of(old).Check(Any.Now, new FieldErrors(), old));
        Assert.Null((TaskDefinition.Of(old) with { StartAt = "2026-11-01T00:00:00Z" }).Check(Any.Now, new FieldErrors(), old));
    }

    private static Creative Template(string value) =>
        new(null, null, null, "HX00000000000000000000000000000000", new Dictionary<string, string> { ["1"] = value });

    private static CampaignTask Edit(CampaignTask task, Func<TaskDefinition, TaskDefinition> change)
    {
        var errors = new FieldErrors();
        var definition = change(TaskDefinition.Of(task)).Check(Any.Now, errors, task);
        Assert.Empty(errors.ToDictionary());
        return task.Edit(definition!, Any.Now);
    }
}
