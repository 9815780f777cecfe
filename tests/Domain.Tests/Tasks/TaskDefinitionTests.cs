using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class TaskDefinitionTests
{
    [Fact]
    public void Check_OfAGoodDefinition_MakesADraft()
    {
        var definition = Any.Definition() with
        {
            Name = " Launch ",
            Campaign = " ",
            Schedule = new() { StartAt = "2026-12-02T10:00:00+01:00" },
        };

        var task = NewTask(Good(definition).Plan);

        Assert.Equal(("Launch", null, CampaignTaskStatus.Draft), (task.Plan.Name, task.Plan.Campaign, task.Status));
        Assert.Equal(new PastedList(1, 2, 0), task.Plan.Audience);
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.Zero), task.Plan.Schedule.StartAt);
        Assert.Equal((ApprovalStatus.NotRequired, 1), (task.ApprovalStatus, task.PlanVersion));
    }

    [Fact]
    public void Check_OfNothing_NamesEverythingThatIsRequired()
    {
        var errors = Bad(new TaskDefinition());

        Assert.Equal(["audience.list", "channel", "creative", "name"], errors.Keys.Order());
    }

    [Fact]
    public void Create_WithoutAccounts_Throws() =>
        Assert.Throws<ArgumentException>(() => CampaignTask.Create(Any.TenantId, Any.TaskId, Good(Any.Definition()).Plan, Any.Now));

    [Fact]
    public void Of_ATask_ChecksToTheSameTask()
    {
        var definition = Any.Definition() with
        {
            Schedule = new() { StartAt = "2026-12-01T09:30:00.1234567Z" },
            Pacing = new PacingDefinition("PT1.5S", null, 0.5),
        };
        var task = NewTask(Good(definition).Plan);

        var again = TaskDefinition.From(task.Plan).Check(Any.Now, new ValidationErrors(), task.Plan);

        Assert.Equal(task, task.Edit(again!.Plan, Any.Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("a\u0007b")]
    [InlineData("\u200B")]
    [InlineData(" \u200B\u2060\uFEFF ")]
    [InlineData("in\u202Evoice")]
    [InlineData("in\u2066voice")]
    [InlineData("in\u2028voice")]
    [InlineData("in\u2029voice")]
    public void Check_OfABadName_IsRefused(string name) => Assert.Contains("name", Bad(Any.Definition() with { Name = name }).Keys);

    [Theory]
    [InlineData("👩‍🚀 launch")]
    [InlineData("می‌خواهم")]
    public void Check_OfANameWithJoiners_IsGood(string name) => Good(Any.Definition() with { Name = name });

    [Fact]
    public void Check_OfHalfACharacter_IsRefused() => Assert.Contains("name", Bad(Any.Definition() with { Name = "half \uD83D" }).Keys);

    [Fact]
    public void Check_OfLongLabels_IsRefusedFrom65And101()
    {
        Good(Any.Definition() with { Name = new string('n', 64), Campaign = new string('c', 100) });
        var errors = Bad(Any.Definition() with { Name = new string('n', 65), Campaign = new string('c', 101) });
        Assert.Equal(["campaign", "name"], errors.Keys.Order());
    }

    [Theory]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T09:00:00")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("2026-11-30T08:59:59Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public void Check_OfABadStart_IsRefused(string startAt) =>
        Assert.Contains("schedule.startAt", Bad(Any.Definition() with { Schedule = new() { StartAt = startAt } }).Keys);

    [Fact]
    public void Check_OfAStartWithinTheLastDay_RunsAtOnce()
    {
        var schedule = Good(Any.Definition() with { Schedule = new() { StartAt = "2026-11-30T09:00:00Z" } }).Plan.Schedule;

        Assert.Equal(Any.Now, schedule.NextOccurrence(Any.Now));
    }

    [Theory]
    [InlineData(ChannelKind.Email, null, 0)]
    [InlineData(ChannelKind.Email, "PT0S", 0)]
    [InlineData(ChannelKind.Email, "PT24H", 86_400)]
    [InlineData(ChannelKind.Sms, "PT0.5S", 0.5)]
    [InlineData(ChannelKind.Whatsapp, null, 0)]
    [InlineData(ChannelKind.Whatsapp, "PT3S", 3)]
    [InlineData(ChannelKind.Telegram, null, 3)]
    [InlineData(ChannelKind.Vk, null, 3)]
    [InlineData(ChannelKind.Instagram, null, 3)]
    [InlineData(ChannelKind.Avito, "PT10S", 10)]
    public void AccountsPacing_OfEachChannel_HasItsPause(ChannelKind channel, string? pause, double seconds)
    {
        var errors = new ValidationErrors();

        var pacing = new PacingDefinition(pause, null, null).CheckOfAccount(channel, "pacing", errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(TimeSpan.FromSeconds(seconds), pacing.PauseBetweenMessages);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("PT0S", 0)]
    [InlineData("PT3S", 3)]
    public void TasksPacing_OnAChat_IsNoneUnlessAPauseIsGiven(string? pause, double seconds)
    {
        var errors = new ValidationErrors();

        var pacing = (PacingDefinition.Empty with { PauseBetweenMessages = pause }).CheckOfTask(ChannelKind.Telegram, "pacing", errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(Pacing.None with { PauseBetweenMessages = TimeSpan.FromSeconds(seconds) }, pacing);
    }

    [Theory]
    [InlineData("PT2S", null)]
    [InlineData("PT0.1S", null)]
    [InlineData(null, 0)]
    public void TasksPacing_OutOfRange_IsRefused(string? pause, int? daily)
    {
        var errors = new ValidationErrors();

        new PacingDefinition(pause, daily, null).CheckOfTask(ChannelKind.Telegram, "pacing", errors);

        Assert.Single(errors.ToDictionary());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000_000)]
    public void DailyLimit_InRange_IsTaken(int limit)
    {
        var errors = new ValidationErrors();

        Assert.Equal(limit, new PacingDefinition(null, limit, null).CheckOfAccount(ChannelKind.Email, "pacing", errors).DailyLimit);
        Assert.Empty(errors.ToDictionary());
    }

    [Theory]
    [InlineData(ChannelKind.Email, "3 seconds", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Email, "-PT3S", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Email, "PT24H1S", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Whatsapp, "PT2.9S", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Telegram, "PT2S", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Vk, "PT0S", null, null, "pauseBetweenMessages")]
    [InlineData(ChannelKind.Email, null, 0, null, "dailyLimit")]
    [InlineData(ChannelKind.Email, null, -1, null, "dailyLimit")]
    [InlineData(ChannelKind.Email, null, 10_000_001, null, "dailyLimit")]
    [InlineData(ChannelKind.Email, null, null, 0d, "ratePerSecond")]
    [InlineData(ChannelKind.Email, null, null, 10_001d, "ratePerSecond")]
    [InlineData(ChannelKind.Email, null, null, double.NaN, "ratePerSecond")]
    public void Pacing_OutOfRange_IsRefusedByField(ChannelKind channel, string? pause, int? daily, double? rate, string field)
    {
        var errors = new ValidationErrors();

        new PacingDefinition(pause, daily, rate).CheckOfAccount(channel, "pacing", errors);

        Assert.Equal([$"pacing.{field}"], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Check_OfBadLines_TellsEachWithItsNumber()
    {
        var errors = Bad(Any.Definition() with { List = "ann@example.net\nnobody\n\n@example.net" })["audience.list"];

        Assert.Equal(2, errors.Length);
        Assert.StartsWith("Line 2 ('nobody'): ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("Line 4 ('@example.net'): ", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfManyBadLines_TellsTheFirstAndHowManyMore()
    {
        var errors = Bad(Any.Definition() with { List = string.Join('\n', Enumerable.Range(0, 150).Select(i => $"nobody{i}")) })[
            "audience.list"
        ];

        Assert.Equal(ValidationErrors.Most, errors.Length);
        Assert.StartsWith("51 more", errors[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfTheLargestList_IsGoodAndOneMoreIsNot()
    {
        var lines = Enumerable.Range(0, TaskDefinition.LargestList).Select(i => $"u{i}@example.net").ToList();
        Assert.Equal(TaskDefinition.LargestList, Good(Any.Definition() with { List = string.Join('\n', lines) }).List!.Addresses.Count);

        lines.Add("one-more@example.net");

        Assert.Contains(
            "200000",
            Bad(Any.Definition() with { List = string.Join('\n', lines) })["audience.list"].Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,a")]
    [InlineData("a, ")]
    public void Check_OfBadAccounts_IsRefused(string accounts)
    {
        var ids = accounts.Split(',', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("accounts", Bad(Any.Definition() with { Accounts = ids }).Keys);
    }

    [Fact]
    public void Check_OfABadCreative_NamesItsField() =>
        Assert.Equal(["creative.subject"], Bad(Any.Definition() with { Creatives = [new(new Creative(null, "text", null))] }).Keys);

    private static CampaignTask NewTask(TaskPlan plan) =>
        CampaignTask.Create(Any.TenantId, Any.TaskId, plan with { Accounts = [Any.AccountId] }, Any.Now);

    private static CheckedPlan Good(TaskDefinition definition)
    {
        var errors = new ValidationErrors();
        var good = definition.Check(Any.Now, errors);
        Assert.Empty(errors.ToDictionary());
        return good!;
    }

    private static Dictionary<string, string[]> Bad(TaskDefinition definition)
    {
        var errors = new ValidationErrors();
        Assert.Null(definition.Check(Any.Now, errors));
        Assert.False(errors.IsEmpty);
        return errors.ToDictionary();
    }
}
