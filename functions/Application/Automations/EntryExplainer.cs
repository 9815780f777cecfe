using System.Globalization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The explanation of why a contact entered an automation, or did not: what the trigger finds now, and whether it may enter again.
/// </summary>
internal sealed class EntryExplainer(
    IAudienceStore lists,
    IOrderStore orders,
    ICartStore carts,
    IEventStore events,
    IJourneyIndex index,
    PersonReader people,
    TimeProvider time
)
{
    /// <summary>Explains the entry.</summary>
    public async Task<IReadOnlyList<Finding>> ExplainAsync(Automation automation, string contactId, CancellationToken cancellationToken) =>
        [
            new Finding(
                "status",
                automation.IsLive,
                automation.IsLive
                    ? $"the automation is {Domain.EnumNames.Of(automation.Status)} since {Words(automation.StartedAt!.Value)}"
                    : $"the automation is {Domain.EnumNames.Of(automation.Status)}: nobody enters"
            ),
            await OfTriggerAsync(automation, contactId, cancellationToken),
            await OfReentryAsync(automation, contactId, cancellationToken),
        ];

    private Task<Finding> OfTriggerAsync(Automation automation, string contactId, CancellationToken cancellationToken) =>
        automation.Plan.Trigger switch
        {
            AutomationTrigger.ListMembership list => OfListAsync(automation, list, contactId, cancellationToken),
            AutomationTrigger.SegmentMembership segment => OfSegmentAsync(automation, segment, contactId, cancellationToken),
            AutomationTrigger.Purchase purchase => OfPurchaseAsync(automation, purchase, contactId, cancellationToken),
            AutomationTrigger.AbandonedCart cart => OfCartAsync(automation, cart, contactId, cancellationToken),
            AutomationTrigger.CustomEvent happened => OfEventAsync(automation, happened, contactId, cancellationToken),
            var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
        };

    private async Task<Finding> OfListAsync(
        Automation automation,
        AutomationTrigger.ListMembership list,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        var isMember = await lists.IsMemberAsync(automation.TenantId, list.ListId, contactId, cancellationToken);
        return new(
            "trigger.list",
            isMember,
            isMember ? "in the list; whoever joined before the automation was started does not enter" : "not in the list"
        );
    }

    private async Task<Finding> OfSegmentAsync(
        Automation automation,
        AutomationTrigger.SegmentMembership segment,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        const string Condition = "trigger.segment";
        if (await lists.FindAsync(automation.TenantId, segment.SegmentId, cancellationToken) is not { Rule: Segment { Rule: var rule } })
        {
            return new(Condition, false, "the segment does not exist any more");
        }

        var person = (await people.ReadAsync(automation.TenantId, [contactId], [rule], cancellationToken))[contactId];
        List<Finding> findings = [];
        if (person.Contact is null || !new SegmentEvaluator(time.GetUtcNow(), findings).Matches(rule, person))
        {
            var failed = findings.Where(one => !one.Holds).Select(one => $"{one.Condition}: {one.Found}");
            return new(Condition, false, person.Contact is null ? "no such contact" : $"not in the segment ({string.Join("; ", failed)})");
        }

        return new(
            Condition,
            true,
            segment.IncludesPresent
                ? "in the segment"
                : "in the segment; whoever was in it before the automation was started does not enter"
        );
    }

    private async Task<Finding> OfPurchaseAsync(
        Automation automation,
        AutomationTrigger.Purchase purchase,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        var history = await orders.ReadHistoryAsync(automation.TenantId, contactId, cancellationToken);
        var last = history.Orders.LastOrDefault(order =>
            order.Status is OrderStatus.Successful
            && (purchase.Products.Count is 0 || order.Items.Any(item => purchase.Products.Contains(item.Product)))
            && (purchase.Countries.Count is 0 || (order.Country is { } country && purchase.Countries.Contains(country)))
        );
        return last is null
            ? new("trigger.purchase", false, "no such order")
            : OfInstant("trigger.purchase", automation, last.At, $"order {last.Id}");
    }

    private async Task<Finding> OfCartAsync(
        Automation automation,
        AutomationTrigger.AbandonedCart trigger,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        var all = await carts.ReadAllAsync(automation.TenantId, contactId, cancellationToken);
        if (all.Where(cart => cart.Items.Count > 0).MaxBy(cart => cart.UpdatedAt) is not { } last)
        {
            return new("trigger.cart", false, "no cart with anything in it");
        }

        var abandonedAt = last.UpdatedAt + trigger.After;
        return abandonedAt > time.GetUtcNow()
            ? new(
                "trigger.cart",
                false,
                $"cart {last.Id} was changed at {Words(last.UpdatedAt)}: it counts as abandoned from {Words(abandonedAt)}"
            )
            : OfInstant("trigger.cart", automation, last.UpdatedAt, $"cart {last.Id}");
    }

    private async Task<Finding> OfEventAsync(
        Automation automation,
        AutomationTrigger.CustomEvent trigger,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        var newest = await events.ListAsync(automation.TenantId, contactId, trigger.Name, limit: 1, cursor: null, cancellationToken);
        return newest.Items is [var last]
            ? OfInstant("trigger.event", automation, last.At, $"event {last.Id}")
            : new("trigger.event", false, $"no event {trigger.Name}");
    }

    private async Task<Finding> OfReentryAsync(Automation automation, string contactId, CancellationToken cancellationToken)
    {
        if (await index.FindAsync(automation.Key, contactId, cancellationToken) is not { Places: [.., var last] })
        {
            return new("reentry", true, "has not entered");
        }

        return automation.Plan.Reentry switch
        {
            Reentry.AtEveryOccasion => new("reentry", true, $"entered last at {Words(last.At)}; may enter at every occasion"),
            Reentry.AfterPeriod after => new(
                "reentry",
                after.Allows(last.At, time.GetUtcNow()),
                $"entered last at {Words(last.At)}; may enter again from {Words(last.At + after.Period)}"
            ),
            _ => new("reentry", false, $"entered at {Words(last.At)}; may enter once"),
        };
    }

    private static Finding OfInstant(string condition, Automation automation, DateTimeOffset at, string what) =>
        at >= automation.StartedAt
            ? new(condition, true, $"{what} of {Words(at)}")
            : new(condition, false, $"{what} of {Words(at)} is from before the automation was started");

    private static string Words(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
