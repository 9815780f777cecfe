using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The journeys of testers.</summary>
public static class TestJourneys
{
    /// <summary>Returns the journeys with which a test begins, one for each tester.</summary>
    public static IEnumerable<Journey> Begin(AutomationTest test, DateTimeOffset now) =>
        test.Testers.Select(tester => new Journey
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
    /// <param name="test">The test.</param>
    /// <param name="journey">The tester's journey.</param>
    /// <param name="flow">The flow that it goes by.</param>
    /// <param name="now">The time.</param>
    public static Person PersonOf(AutomationTest test, Journey journey, AutomationFlow flow, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(flow);
        var tester = test.Testers.First(one => one.Id == journey.ContactId);
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
}
