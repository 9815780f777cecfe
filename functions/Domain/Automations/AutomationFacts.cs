using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Domain.Automations;

/// <summary>The facts that an automation needs.</summary>
public static class AutomationFacts
{
    /// <summary>Returns the subscription of a live automation; null when nobody enters it or is in it.</summary>
    public static FactSubscription? Of(Automation automation)
    {
        ArgumentNullException.ThrowIfNull(automation);
        if (!automation.IsLive || automation.Test is not null)
        {
            return null;
        }

        var plan = automation.Plan;
        HashSet<FactKind> kinds = [FactKind.ConsentChanged, FactKind.ContactErased];
        kinds.UnionWith(
            plan.Trigger switch
            {
                AutomationTrigger.ListMembership when plan.Reentry is Reentry.Never => [FactKind.ListJoined],
                AutomationTrigger.ListMembership => [FactKind.ListJoined, FactKind.ListLeft],
                AutomationTrigger.SegmentMembership => [FactKind.ContactChanged, FactKind.Ordered, FactKind.ListJoined, FactKind.ListLeft],
                AutomationTrigger.Purchase => [FactKind.Ordered],
                AutomationTrigger.AbandonedCart => [FactKind.CartChanged, FactKind.Ordered],
                AutomationTrigger.CustomEvent => [FactKind.Event],
                var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
            }
        );
        if (plan.Goal is not null)
        {
            kinds.Add(FactKind.Ordered);
        }

        return new FactSubscription(automation.Id, kinds)
        {
            Lists = plan.Trigger is AutomationTrigger.ListMembership joined ? new HashSet<string> { joined.ListId } : null,
            Events = plan.Trigger is AutomationTrigger.CustomEvent happened
                ? new HashSet<string>(ContactEvent.Names) { happened.Name }
                : null,
        };
    }
}
