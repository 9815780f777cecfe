using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The intake of an automation's facts: contacts enter, and journeys end. The facts of a batch are deleted when what they mean is stored; a
/// batch that comes again means nothing new.
/// </summary>
internal sealed class FactIntake(
    IFactInbox inbox,
    JourneyEntrance entrance,
    SegmentEntrance segments,
    CartRecoverer carts,
    JourneyEnds ends,
    TimeProvider time
)
{
    private const int BatchesAtOnce = 20;

    /// <summary>Takes in some batches, oldest first.</summary>
    /// <returns>True when there may be more.</returns>
    public async Task<bool> TakeAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        var (tenantId, id) = (turn.Key.TenantId, turn.Key.AutomationId);
        var batches = await inbox.ReadAsync(tenantId, id, BatchesAtOnce, cancellationToken);
        if (batches.Count is 0)
        {
            return false;
        }

        ContactFact[] facts = [.. batches.SelectMany(batch => batch.Facts)];
        if (CountsMemberships(turn.Automation.Plan))
        {
            await turn.Members.LoadAsync(facts.Select(fact => fact.ContactId), cancellationToken);
        }

        Dictionary<string, JourneyEntry> entries = new(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (IsAlone(turn.Automation.Plan, fact) || entries.ContainsKey(fact.ContactId))
            {
                // In the order in which they happened.
                await EnterAsync(turn, entries, cancellationToken);
            }

            await TakeAsync(turn, fact, cancellationToken);
            if (EntryOf(turn, fact) is { } entry)
            {
                entries.Add(entry.ContactId, entry);
            }
        }

        await EnterAsync(turn, entries, cancellationToken);
        await segments.TakeAsync(turn, facts, cancellationToken);
        await turn.Pages.SaveAsync(cancellationToken);
        await turn.Members.SaveAsync(cancellationToken);
        await inbox.DeleteAsync(tenantId, id, [.. batches.Select(batch => batch.Token)], cancellationToken);
        return batches.Count == BatchesAtOnce;
    }

    private async Task TakeAsync(JourneyTurn turn, ContactFact fact, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (fact)
        {
            case ContactFact.CartChanged cart when turn.Automation.Plan.Trigger is AutomationTrigger.AbandonedCart trigger:
                await carts.ChangeAsync(turn, cart, trigger.After, now, cancellationToken);
                break;
            case ContactFact.Ordered { Status: OrderStatus.Successful } order when MayEndByOrder(turn.Automation.Plan):
                await ends.OrderedAsync(turn, order, now, cancellationToken);
                break;
            case ContactFact.ConsentChanged { IsOptOut: true } optOut:
                await ends.OptedOutAsync(turn, optOut, now, cancellationToken);
                break;
            case ContactFact.ListLeft left when CountsMemberships(turn.Automation.Plan):
                turn.Members.Of(left.ContactId).Leave(left.ContactId);
                break;
            case ContactFact.ContactErased erased:
                await ends.ErasedAsync(turn, erased.ContactId, now, cancellationToken);
                await turn.Members.LoadAsync([erased.ContactId], cancellationToken);
                turn.Members.Of(erased.ContactId).Forget(erased.ContactId);
                break;
            default:
                // It lets contacts enter, or means nothing to this automation any more.
                break;
        }
    }

    private async Task EnterAsync(JourneyTurn turn, Dictionary<string, JourneyEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count > 0)
        {
            await entrance.EnterAsync(turn, [.. entries.Values], cancellationToken);
            entries.Clear();
        }
    }

    /// <summary>Returns the occasion of a fact; null when it lets nobody enter.</summary>
    private JourneyEntry? EntryOf(JourneyTurn turn, ContactFact fact)
    {
        var automation = turn.Automation;
        var lets = (automation.Plan.Trigger, fact) switch
        {
            (AutomationTrigger.ListMembership list, ContactFact.ListJoined joined) => joined.ListId == list.ListId,
            (AutomationTrigger.Purchase purchase, ContactFact.Ordered order) => order.Status is OrderStatus.Successful
                && (purchase.Products.Count is 0 || order.Products.Any(purchase.Products.Contains))
                && (purchase.Countries.Count is 0 || (order.Country is { } country && purchase.Countries.Contains(country))),
            (AutomationTrigger.CustomEvent wanted, ContactFact.Happened happened) => ContactEvent.Names.Equals(happened.Name, wanted.Name)
                && (wanted.Where is null || Holds(wanted.Where, happened)),
            _ => false,
        };

        // What happened before it was started lets nobody enter.
        return lets && fact.At >= automation.StartedAt && OccasionOf(turn, fact) is { } occasion
            ? new JourneyEntry(fact.ContactId, occasion, fact.At < time.GetUtcNow() ? fact.At : time.GetUtcNow(), automation.Plan.Reentry)
            : null;
    }

    // Who leaves a list and joins it again has another occasion; who is added again while it is a member has none.
    private static string? OccasionOf(JourneyTurn turn, ContactFact fact) =>
        fact is ContactFact.ListJoined joined && CountsMemberships(turn.Automation.Plan)
            ? turn.Members.Of(joined.ContactId).Join(joined.ContactId) is { } times
                ? JourneyEntry.OccasionOf(joined.ListId, times)
                : null
            : fact.EntryKey;

    // Where nobody enters twice, it is enough to know the first occasion.
    private static bool CountsMemberships(AutomationPlan plan) =>
        plan is { Trigger: AutomationTrigger.ListMembership, Reentry: not Reentry.Never };

    private bool Holds(SegmentRule where, ContactFact.Happened happened)
    {
        // The rule is one over attributes, and the properties are taken for them.
        var properties = new Contact
        {
            TenantId = "",
            Id = happened.ContactId,
            Attributes = happened.Properties,
            CreatedAt = happened.At,
            UpdatedAt = happened.At,
        };
        return new SegmentEvaluator(time.GetUtcNow()).Matches(
            where,
            new Person(properties, OrderHistory.Empty, new HashSet<string>(StringComparer.Ordinal))
        );
    }

    // A fact that may end journeys comes after those that began before it; facts that only let contacts enter are taken together.
    private static bool IsAlone(AutomationPlan plan, ContactFact fact) =>
        fact switch
        {
            ContactFact.ListJoined or ContactFact.ListLeft or ContactFact.Happened => false,
            ContactFact.Ordered => MayEndByOrder(plan),
            _ => true,
        };

    private static bool MayEndByOrder(AutomationPlan plan) => plan.Goal is not null || plan.Trigger is AutomationTrigger.AbandonedCart;
}
