using CampaignTasks.Domain.Automations;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Automations;

public sealed class AutomationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AutomationStatus.Draft, "edit, test, start, archive, copy, delete")]
    [InlineData(AutomationStatus.Active, "edit, test, pause, archive, copy")]
    [InlineData(AutomationStatus.Paused, "edit, test, resume, archive, copy")]
    [InlineData(AutomationStatus.Archived, "copy, delete")]
    public void Moves_OfAStatus_AreThoseOfTheTable(AutomationStatus status, string moves) =>
        Assert.Equal(moves, string.Join(", ", AutomationLifecycle.Allowed(status)));

    [Fact]
    public void Move_ThatIsNotAllowed_SaysWhatIs()
    {
        var refused = Assert.Throws<ConflictException>(() => Draft().Pause(Automation.PausedByUser, Noon));

        Assert.Equal("invalidTransition", refused.Code);
        Assert.Contains("An automation that is draft does not allow pause.", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("edit, test, start, archive, copy, delete.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_OfADraft_IsNoNewVersion_AndOfAStartedOneIs()
    {
        var plan = SampleAutomations.Plan() with { Name = "Other" };

        Assert.Equal(1, Draft().Edit(plan, Noon).Version);
        Assert.Equal(2, Draft().Start(Noon).Edit(plan, Noon).Version);
    }

    [Fact]
    public void Edit_ThatSaysTheSame_ChangesNothing()
    {
        var started = Draft().Start(Noon);

        Assert.Same(started, started.Edit(SampleAutomations.Plan(), Noon.AddDays(1)));
    }

    [Fact]
    public void Start_AfterAPause_KeepsTheFirstInstant()
    {
        var resumed = Draft().Start(Noon).Pause(Automation.PausedByUser, Noon.AddDays(1)).Resume(Noon.AddDays(2));

        Assert.Equal((Noon, null), (resumed.StartedAt, resumed.PauseReason));
    }

    [Fact]
    public void Changes_AtOneInstant_AreDistinguishable()
    {
        var started = Draft().Start(Noon);

        Assert.True(started.Pause(Automation.PausedByUser, Noon).UpdatedAt > started.UpdatedAt);
    }

    private static Automation Draft() => Automation.Create(new AutomationKey("acme", "01a"), SampleAutomations.Plan(), Noon);
}
