using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The maker of journeys of changed carts. Such a journey is pending until the cart was silent for the trigger's time, and begins if
/// nothing was bought meanwhile. The carts of a contact count as one.
/// </summary>
internal sealed class CartRecoverer(JourneyEntrance entrance, IOrderStore orders)
{
    /// <summary>The reason of a journey that another abandoned cart replaces.</summary>
    public const string AbandonedAgain = "cartAbandonedAgain";

    /// <summary>Takes note of a cart that was changed. What is not newer than what is known changes nothing.</summary>
    public async Task ChangeAsync(
        JourneyTurn turn,
        ContactFact.CartChanged fact,
        TimeSpan after,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var known = await entrance.FindAsync(turn, fact.ContactId, cancellationToken);
        if (known.Any(one => one.Page.At(one.Slot)!.CartChangedAt >= fact.At))
        {
            return;
        }

        var pending = known.FirstOrDefault(one => one.Page.At(one.Slot)!.Status is JourneyStatus.Pending);
        if (pending.Page is { } page)
        {
            var journey = page.At(pending.Slot)! with { CartChangedAt = fact.At };
            page.Set(
                pending.Slot,
                fact.IsEmpty ? journey.End(JourneyStatus.Dropped, reason: null, now) : journey with { Due = fact.At + after }
            );
        }
        else if (!fact.IsEmpty && fact.At >= turn.Automation.StartedAt)
        {
            // Whether it may begin is decided when the cart is abandoned.
            var entry = new JourneyEntry(fact.ContactId, fact.EntryKey!, fact.At, Reentry: null);
            await entrance.EnterAsync(turn, [entry], one => Pending(turn, one, after), cancellationToken);
        }
    }

    /// <summary>Begins the pending journeys of a page whose carts are abandoned, and drops those that must not begin.</summary>
    public async Task BeginAsync(JourneyTurn turn, JourneyPage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < page.Journeys.Count; slot++)
        {
            if (page.At(slot) is { Status: JourneyStatus.Pending } journey && journey.Due <= now)
            {
                page.Set(
                    slot,
                    await MayBeginAsync(turn, journey, now, cancellationToken)
                        ? journey with
                        {
                            Status = JourneyStatus.Started,
                            EnteredAt = now,
                            Version = turn.Automation.Version,
                            Due = now,
                        }
                        : journey.End(JourneyStatus.Dropped, reason: null, now)
                );
            }
        }
    }

    private async Task<bool> MayBeginAsync(JourneyTurn turn, Journey journey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (turn.Automation.Plan.Trigger is not AutomationTrigger.AbandonedCart)
        {
            return false;
        }

        var history = await orders.ReadHistoryAsync(turn.Key.TenantId, journey.ContactId, cancellationToken);
        if (history.Orders.Any(order => order.Status is OrderStatus.Successful && order.At >= journey.CartChangedAt))
        {
            return false;
        }

        (JourneyPage Page, int Slot)[] begun =
        [
            .. (await entrance.FindAsync(turn, journey.ContactId, cancellationToken)).Where(one =>
                one.Page.At(one.Slot) is { Status: not (JourneyStatus.Pending or JourneyStatus.Dropped) }
            ),
        ];
        if (begun.Length > 0 && !turn.Automation.Plan.Reentry.Allows(begun.Max(one => one.Page.At(one.Slot)!.EnteredAt), now))
        {
            return false;
        }

        foreach (var (page, slot) in begun)
        {
            if (page.At(slot) is { Status: JourneyStatus.Started } old)
            {
                // Stored before the new one begins: a crash in between leaves none, never two.
                page.Set(slot, old.End(JourneyStatus.Exited, AbandonedAgain, now));
                await turn.Pages.SaveAsync(page, cancellationToken);
            }
        }

        return true;
    }

    private static Journey Pending(JourneyTurn turn, JourneyEntry entry, TimeSpan after) =>
        new()
        {
            ContactId = entry.ContactId,
            Entry = entry.Occasion,
            EnteredAt = entry.At,
            CartChangedAt = entry.At,
            Version = turn.Automation.Version,
            Status = JourneyStatus.Pending,
            Due = entry.At + after,
        };
}
