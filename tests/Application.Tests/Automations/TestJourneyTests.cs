using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing;
using NodaTime;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class TestJourneyTests : IDisposable
{
    private const int HourIsASecond = 3600;

    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Tester_GoesThroughAllSteps_WithWaitsShortened()
    {
        var week = new AutomationStep.WaitFor(TimeSpan.FromDays(7));
        var monday = new AutomationStep.WaitUntil(new LocalTime(9, 0), Weekdays.Monday);
        var plan = SampleAutomations.Plan(SampleAutomations.Send("One"), week, SampleAutomations.Send("Two"), monday);
        await _scene.StartTestAsync(plan, HourIsASecond, Tester("ann"), Tester("bob"));

        await _scene.PassAsync(TimeSpan.FromSeconds((7 * 24) - 1));
        Assert.Equal(["ann@example.net: One", "bob@example.net: One"], _scene.Sent);

        // At most a week more until the next Monday.
        await _scene.PassAsync(TimeSpan.FromSeconds((7 * 24) + 2));
        Assert.Equal(4, _scene.Sent.Count());
        Assert.All(await _scene.OfTestersAsync(), journey => Assert.Equal(JourneyStatus.Completed, journey.Status));
        Assert.Equal(AutomationTurnKind.End, (await _scene.SettleAsync()).Kind);
    }

    [Fact]
    public async Task Tester_IsSentAtOnce_OutsideTheHoursAndThePaceOfThePlan()
    {
        var closed = new Schedule { Windows = [new DailyWindow(new LocalTime(1, 0), new LocalTime(3, 0))] };
        var plan = SampleAutomations.Plan(SampleAutomations.Send("One")) with
        {
            Hours = closed,
            Pacing = new Pacing(TimeSpan.FromHours(9), DailyLimit: 1, RatePerSecond: null),
        };
        await _scene.StartTestAsync(plan, HourIsASecond, Tester("ann"), Tester("bob"));

        await _scene.SettleAsync();

        Assert.Equal(2, _scene.Sent.Count());
    }

    [Fact]
    public async Task Tester_TakesTheBranchThatItsOwnUpdatesLeadTo_AndNoContactIsChanged()
    {
        await _scene.AddAsync("ann");
        var update = new AutomationStep.Update(new Dictionary<string, AttributeValue?> { ["stage"] = new AttributeValue.Text("seen") });
        var seen = new SegmentRule { Attribute = new AttributeRule("stage", Is: new AttributeValue.Text("seen")) };
        var branch = new AutomationStep.Branch(seen) { Then = [SampleAutomations.Send("Seen")], Else = [SampleAutomations.Send("New")] };
        await _scene.StartTestAsync(SampleAutomations.Plan(branch, update, branch), HourIsASecond, Tester("ann"));

        await _scene.SettleAsync();

        Assert.Equal(["ann@example.net: New", "ann@example.net: Seen"], _scene.Sent);
        Assert.Empty((await _scene.Fixture.Contacts.FindAsync(Any.TenantId, "ann", default))!.Attributes);
    }

    [Fact]
    public async Task Tester_CountsInNoMetricAndNoCap()
    {
        using var metrics = new RecordedMetrics(ofThisFlow: true);
        await _scene.StartTestAsync(SampleAutomations.Plan(SampleAutomations.Send("One")), HourIsASecond, Tester("ann"));

        await _scene.SettleAsync();

        Assert.Single(_scene.Sent);
        Assert.Empty(metrics.Of("campaigntasks.journeys.entered"));
        Assert.Empty(metrics.Of("campaigntasks.journey.steps"));
        Assert.Null(await _scene.Fixture.Get<ITouchStore>().FirstAsync(Any.TenantId, default));
    }

    [Fact]
    public async Task Tester_WithoutTheAddress_IsSkipped_WithTheReason()
    {
        var silent = Tester("ann") with { Addresses = new Dictionary<ChannelKind, string>() };
        await _scene.StartTestAsync(SampleAutomations.Plan(SampleAutomations.Send("One")), HourIsASecond, silent, Tester("bob"));

        await _scene.SettleAsync();

        Assert.Equal(["bob@example.net: One"], _scene.Sent);
        var step = Assert.Single((await _scene.OfTestersAsync())[0].Steps);
        Assert.Equal(StepOutcome.Skipped, step.Outcome);
        Assert.StartsWith("noAddress", step.Reason, StringComparison.Ordinal);
    }

    private static Tester Tester(string id) =>
        new(Any.TenantId, id, id, new Dictionary<ChannelKind, string> { [ChannelKind.Email] = $"{id}@example.net" }, Any.Now);
}
