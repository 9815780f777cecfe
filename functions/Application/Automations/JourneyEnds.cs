using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>The ends of journeys that their contacts cause; the pages are stored by the caller.</summary>
internal sealed class JourneyEnds(JourneyEntrance entrance, IJourneyIndex index, IContactStore contacts, SendingTasks flows)
{
    /// <summary>A purchase: it is what journeys aim at, or the end of a cart.</summary>
    public async Task OrderedAsync(JourneyTurn turn, ContactFact.Ordered order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (page, slot) in await entrance.FindAsync(turn, order.ContactId, cancellationToken))
        {
            var journey = page.At(slot)!;
            if (journey.Status is JourneyStatus.Pending && order.At >= journey.CartChangedAt)
            {
                page.Set(slot, journey.End(JourneyStatus.Dropped, reason: null, now));
            }
            else if (
                journey.Status is JourneyStatus.Started or JourneyStatus.Completed
                && await FlowAsync(turn, journey, cancellationToken) is { Plan.Goal: { } goal }
                && IsReached(goal, journey, order)
            )
            {
                page.Set(slot, journey.End(JourneyStatus.Converted, $"order {order.OrderId}", now));
            }
        }
    }

    /// <summary>An opt-out: it ends journeys that send on no other channel than those that the contact has opted out of.</summary>
    public async Task OptedOutAsync(
        JourneyTurn turn,
        ContactFact.ConsentChanged fact,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        Contact? contact = null;
        foreach (var (page, slot) in await entrance.FindAsync(turn, fact.ContactId, cancellationToken))
        {
            var journey = page.At(slot)!;
            if (
                journey.Status is not (JourneyStatus.Started or JourneyStatus.Pending)
                || await FlowAsync(turn, journey, cancellationToken) is not { } flow
            )
            {
                continue;
            }

            ChannelKind[] channels =
            [
                .. flow.Nodes.Select(node => node.Step).OfType<AutomationStep.Send>().Select(send => send.Channel).Distinct(),
            ];
            if (!channels.Contains(fact.Channel))
            {
                continue;
            }

            contact ??= channels.Length > 1 ? await contacts.FindAsync(turn.Key.TenantId, fact.ContactId, cancellationToken) : null;
            if (channels.All(channel => channel == fact.Channel || contact?.ConsentTo(channel) is ConsentStatus.Unsubscribed))
            {
                page.Set(
                    slot,
                    journey.Status is JourneyStatus.Pending
                        ? journey.End(JourneyStatus.Dropped, reason: null, now)
                        : journey.End(JourneyStatus.Exited, $"optedOut: {EnumNames.Of(fact.Channel)}", now)
                );
            }
        }
    }

    /// <summary>An erasure: journeys end, and nothing leads to them from the contact any more.</summary>
    public async Task ErasedAsync(JourneyTurn turn, string contactId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (page, slot) in await entrance.FindAsync(turn, contactId, cancellationToken))
        {
            page.Set(slot, page.At(slot)!.Erase(now));

            // The way to the journey goes last: until then a repetition finds it.
            await turn.Pages.SaveAsync(page, cancellationToken);
        }

        await index.DeleteAsync(turn.Key, [contactId], cancellationToken);
    }

    private static bool IsReached(AutomationGoal goal, Journey journey, ContactFact.Ordered order) =>
        order.OrderId != journey.Entry
        && order.At > journey.EnteredAt
        && order.At <= journey.EnteredAt + goal.Within
        && (goal.Products.Count is 0 || order.Products.Any(goal.Products.Contains));

    private Task<AutomationFlow?> FlowAsync(JourneyTurn turn, Journey journey, CancellationToken cancellationToken) =>
        flows.FlowAsync(turn.Automation, journey.Version, cancellationToken);
}
