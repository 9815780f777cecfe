using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Testing;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Journeys;

public sealed class JourneyOutlookTests
{
    // A Monday.
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly AutomationStep.WaitFor Day = new(TimeSpan.FromDays(1));

    [Fact]
    public void Steps_AlongTheWaits_HaveTheirTimes_UpToTheHorizon()
    {
        var plan = SampleAutomations.Plan(
            SampleAutomations.Send("One"),
            Day,
            new AutomationStep.WaitUntil(new LocalTime(9, 0), Weekdays.Friday),
            SampleAutomations.Send("Two"),
            new AutomationStep.WaitFor(TimeSpan.FromDays(30)),
            SampleAutomations.Send("Three")
        );

        Assert.Equal(
            [
                ("steps[0]", Noon),
                ("steps[1]", Noon.AddDays(1)),
                ("steps[2]", new DateTimeOffset(2026, 5, 8, 9, 0, 0, TimeSpan.Zero)),
                ("steps[3]", new DateTimeOffset(2026, 5, 8, 9, 0, 0, TimeSpan.Zero)),
            ],
            StepsOf(plan, Journey(node: 0))
        );
    }

    [Fact]
    public void Wait_UnderWay_EndsWhenItIsDue_AndALateStepNow()
    {
        var plan = SampleAutomations.Plan(SampleAutomations.Send("One"), Day, SampleAutomations.Send("Two"));

        var waiting = Journey(node: 1) with { Phase = JourneyPhase.Waiting, Due = Noon.AddHours(3) };
        var late = Journey(node: 2) with { Due = Noon.AddHours(-3) };

        Assert.Equal([("steps[1]", Noon.AddHours(3)), ("steps[2]", Noon.AddHours(3))], StepsOf(plan, waiting));
        Assert.Equal([("steps[2]", Noon)], StepsOf(plan, late));
    }

    [Fact]
    public void Branch_IsTheLastStepThatIsForeseen()
    {
        var branch = new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] }) { Then = [Day], Else = [] };
        var plan = SampleAutomations.Plan(Day, branch, SampleAutomations.Send("One"));

        Assert.Equal([("steps[0]", Noon.AddDays(1)), ("steps[1]", Noon.AddDays(1))], StepsOf(plan, Journey(node: 0)));
    }

    [Fact]
    public void Journey_ThatHasEnded_HasNoStepsToCome()
    {
        var ended = Journey(node: 0).End(JourneyStatus.Exited, "removed", Noon);

        Assert.Empty(StepsOf(SampleAutomations.Plan(), ended));
    }

    private static IEnumerable<(string Path, DateTimeOffset At)> StepsOf(AutomationPlan plan, Journey journey) =>
        new JourneyOutlook(new AutomationFlow(plan), new RecipientHours(plan.Hours, homeZone: null))
            .StepsOf(journey, Noon, Noon.AddDays(7))
            .Select(step => (step.Node.Path, step.At));

    private static Journey Journey(int node) =>
        new()
        {
            ContactId = "ann",
            Entry = "newcomers",
            EnteredAt = Noon,
            Status = JourneyStatus.Started,
            Node = node,
            Due = Noon,
        };
}
