using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Domain.Automations;

/// <summary>What makes an automation a test of another one: testers go through it, with their waits shortened.</summary>
/// <param name="Of">The automation that is tested.</param>
/// <param name="Version">The version of its plan.</param>
/// <param name="Speed">How many times shorter each wait is.</param>
/// <param name="By">Who asked for it.</param>
public sealed record AutomationTest(string Of, int Version, int Speed, TaskActor By)
{
    /// <summary>The most tests of an automation that are kept: a new one replaces the oldest.</summary>
    public const int Most = 20;

    /// <summary>The greatest speed: a day is a second.</summary>
    public const int FastestSpeed = 86_400;

    /// <summary>The speed unless a caller says otherwise: an hour is a second.</summary>
    public const int DefaultSpeed = 3_600;

    /// <summary>The testers as they were when it began.</summary>
    public required IReadOnlyList<Tester> Testers
    {
        get;
        init => field = EquatableList<Tester>.From(value);
    }

    /// <summary>Returns the plan as testers go through it: at once, at the pace of its accounts, and without a goal.</summary>
    public static AutomationPlan PlanOf(AutomationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan with
        {
            Goal = null,
            Hours = new() { TimeZone = plan.Hours.TimeZone },
            Pacing = Accounts.Pacing.None,
            WhenCapped = CappedRule.Skip,
            OnEdit = EditRule.Keep,
        };
    }

    /// <summary>Returns the journeys with which it begins, one for each tester.</summary>
    public IEnumerable<Journey> Begin(DateTimeOffset now) =>
        Testers.Select(tester => new Journey
        {
            ContactId = tester.Id,
            Entry = "test",
            EnteredAt = now,
            Status = JourneyStatus.Started,
            Due = now,
        });

    /// <summary>
    /// Returns a tester as rules see it: its name, its addresses, and what the steps that are done have set. It bought nothing, and is in
    /// no list.
    /// </summary>
    /// <param name="journey">The tester's journey.</param>
    /// <param name="flow">The flow that it goes by.</param>
    /// <param name="now">The time.</param>
    public Person PersonOf(Journey journey, AutomationFlow flow, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(flow);
        var tester = Testers.First(one => one.Id == journey.ContactId);
        var contact = Tester.Sample(tester.TenantId, tester.Id, tester.Name, now) with { Addresses = tester.Addresses };
        var attributes = new Dictionary<string, AttributeValue>(contact.Attributes, ContactAttributes.Names);
        var updates = journey
            .Steps.Where(step => step.Outcome is StepOutcome.Updated)
            .Select(step => flow.Nodes.First(node => node.Path == step.Step).Step)
            .OfType<AutomationStep.Update>();
        foreach (var (name, value) in updates.SelectMany(update => update.Attributes))
        {
            if (value is null)
            {
                attributes.Remove(name);
            }
            else
            {
                attributes[name] = value;
            }
        }

        return new Person(contact with { Attributes = attributes }, OrderHistory.Empty, new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>Returns the messages of one of its steps as those of a test, so that they count nowhere.</summary>
    /// <param name="run">The run that sends them.</param>
    /// <param name="at">When it was opened.</param>
    /// <param name="step">The step.</param>
    public TestSend SendOf(RunId run, DateTimeOffset at, AutomationStep.Send step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new TestSend(run, at, By, PlanVersion: 1)
        {
            Testers =
            [
                .. Testers
                    .Where(tester => tester.Addresses.ContainsKey(step.Channel))
                    .Select(tester => new TestRecipient(tester.Id, tester.Name, tester.Addresses[step.Channel])),
            ],
        };
    }
}
