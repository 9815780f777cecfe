using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Testing;

/// <summary>Plans of automations with every kind of part.</summary>
public static class SampleAutomations
{
    /// <summary>A welcome series of the list <c>newcomers</c>, with a branch.</summary>
    public static AutomationPlan Plan(params AutomationStep[] steps) =>
        new()
        {
            Name = "Welcome",
            Trigger = new AutomationTrigger.ListMembership("newcomers"),
            Steps =
                steps.Length > 0
                    ? steps
                    :
                    [
                        Send("Hello"),
                        new AutomationStep.WaitFor(TimeSpan.FromDays(2)),
                        new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] })
                        {
                            Then = [Send("Bonjour"), new AutomationStep.WaitUntil(new LocalTime(9, 0), Weekdays.Monday)],
                            Else = [],
                        },
                        new AutomationStep.Update(
                            new Dictionary<string, AttributeValue?> { ["stage"] = new AttributeValue.Text("welcomed"), ["new"] = null }
                        ),
                        Send("Goodbye"),
                    ],
        };

    /// <summary>A step that sends an e-mail.</summary>
    public static AutomationStep.Send Send(string subject) =>
        new(ChannelKind.Email) { Accounts = [Any.Account().Id], Creatives = [new PlannedCreative(new Creative(subject, "Hi.", null))] };
}
