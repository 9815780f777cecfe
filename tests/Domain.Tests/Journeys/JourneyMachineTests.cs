using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Testing;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Journeys;

public sealed class JourneyMachineTests
{
    // A Monday.
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Wait_EndsWhenItIsOver_AndNotBefore()
    {
        var machine = Machine(SampleAutomations.Plan(new AutomationStep.WaitFor(TimeSpan.FromHours(2))));

        var waiting = machine.Move(Begin(), person: null, Noon).Journey;
        Assert.Equal((JourneyPhase.Waiting, Noon.AddHours(2)), (waiting.Phase, waiting.Due));
        Assert.Same(waiting, machine.Move(waiting, person: null, Noon.AddHours(2).AddTicks(-1)).Journey);

        var done = machine.Move(waiting, person: null, Noon.AddHours(2)).Journey;
        Assert.Equal((JourneyStatus.Completed, null, Noon.AddHours(2)), (done.Status, done.Due, done.EndedAt));
        Assert.Equal(["waited"], done.Steps.Select(step => step.Outcome));
    }

    [Theory]
    [InlineData("America/New_York", "2026-05-04T13:00:00Z")]
    [InlineData("Europe/Paris", "2026-05-11T07:00:00Z")]
    [InlineData(null, "2026-05-11T09:00:00Z")]
    public void WaitUntil_IsInTheZoneOfTheRecipient(string? zone, string until)
    {
        var plan = SampleAutomations.Plan(new AutomationStep.WaitUntil(new LocalTime(9, 0), Weekdays.Monday)) with
        {
            Hours = new Schedule { TimeZone = Schedule.RecipientsZone },
        };

        Assert.IsType<JourneyMove.NeedsPerson>(Machine(plan).Move(Begin(), person: null, Noon));
        var moved = Machine(plan).Move(Begin(), Person(contact => contact with { TimeZone = zone }), Noon);

        Assert.Equal(DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), moved.Journey.Due);
    }

    [Theory]
    [InlineData("FR", "then", "steps[0].branch.then[0]")]
    [InlineData("DE", "else", "steps[1]")]
    public void Branch_GoesTheWayOfItsRule_AndBothMeetBehindIt(string country, string outcome, string next)
    {
        var wait = new AutomationStep.WaitFor(TimeSpan.FromDays(1));
        var plan = SampleAutomations.Plan(
            new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] }) { Then = [wait], Else = [] },
            wait
        );
        var flow = new AutomationFlow(plan);
        var machine = new JourneyMachine(flow, new RecipientHours(plan.Hours, homeZone: null));

        var moved = machine.Move(Begin(), Person(contact => contact with { Country = country }), Noon).Journey;

        Assert.Equal((outcome, next), (Assert.Single(moved.Steps).Outcome, flow.Nodes[moved.Node].Path));
    }

    [Fact]
    public void Send_OutsideTheHours_IsDueWhenTheyOpen()
    {
        var hours = new Schedule { Windows = [new DailyWindow(new LocalTime(14, 0), new LocalTime(18, 0))] };
        var machine = Machine(SampleAutomations.Plan(SampleAutomations.Send("Hello")) with { Hours = hours });

        var early = Assert.IsType<JourneyMove.Rests>(machine.Move(Begin(), Person(), Noon)).Journey;
        Assert.Equal(Noon.AddHours(2), early.Due);

        var open = Assert.IsType<JourneyMove.Sends>(machine.Move(early, Person(), Noon.AddHours(2)));
        Assert.Equal(("ann@example.net", "ann"), (open.Recipient.Address, open.Recipient.ContactId));
    }

    [Fact]
    public void Send_ToAContactWithoutAddress_IsSkipped_AndTheJourneyGoesOn()
    {
        var plan = SampleAutomations.Plan(SampleAutomations.Send("Hello"));

        var moved = Machine(plan)
            .Move(Begin(), Person(contact => contact with { Addresses = new Dictionary<ChannelKind, string>() }), Noon);

        Assert.Equal(JourneyStatus.Completed, moved.Journey.Status);
        Assert.Equal(
            ("skipped", "noAddress: the contact has no email address"),
            (moved.Journey.Steps[0].Outcome, moved.Journey.Steps[0].Reason)
        );
    }

    [Fact]
    public void Contact_ThatIsGone_LeavesWithTheReason()
    {
        var gone = new Person(Contact: null, OrderHistory.Empty, new HashSet<string>());

        var moved = Machine(SampleAutomations.Plan()).Move(Begin(), gone, Noon).Journey;

        Assert.Equal((JourneyStatus.Exited, "contactDeleted", null), (moved.Status, moved.Reason, moved.Due));
    }

    [Fact]
    public void Contact_ForWhomTheExitRuleHolds_GetsNoFurtherStep()
    {
        var plan = SampleAutomations.Plan(SampleAutomations.Send("Hello")) with { ExitWhen = new SegmentRule { Countries = ["FR"] } };

        Assert.IsType<JourneyMove.Sends>(Machine(plan).Move(Begin(), Person(contact => contact with { Country = "DE" }), Noon));
        var left = Machine(plan).Move(Begin(), Person(contact => contact with { Country = "FR" }), Noon).Journey;

        Assert.Equal((JourneyStatus.Exited, "exitRule"), (left.Status, left.Reason));
        Assert.Empty(left.Steps);
    }

    [Theory]
    [InlineData(JourneyStatus.Converted)]
    [InlineData(JourneyStatus.Exited)]
    [InlineData(JourneyStatus.Completed)]
    [InlineData(JourneyStatus.Dropped)]
    [InlineData(JourneyStatus.Pending)]
    public void Journey_ThatIsNotUnderWay_StaysAsItIs(JourneyStatus status)
    {
        var journey = Begin() with { Status = status };

        Assert.Same(journey, Machine(SampleAutomations.Plan()).Move(journey, Person(), Noon.AddYears(1)).Journey);
    }

    private static JourneyMachine Machine(AutomationPlan plan) =>
        new(new AutomationFlow(plan), new RecipientHours(plan.Hours, homeZone: null));

    private static Journey Begin() =>
        new()
        {
            ContactId = "ann",
            Entry = "newcomers",
            EnteredAt = Noon,
            Status = JourneyStatus.Started,
            Due = Noon,
        };

    private static Person Person(Func<Contact, Contact>? change = null)
    {
        var ann = new Contact
        {
            TenantId = "acme",
            Id = "ann",
            Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "ann@example.net" },
            CreatedAt = Noon,
            UpdatedAt = Noon,
        };
        return new Person(change?.Invoke(ann) ?? ann, OrderHistory.Empty, new HashSet<string>());
    }
}
