using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>The erasure of a person's journeys: they end, and name nobody any more.</summary>
internal sealed class JourneyEraser(IJourneyStore journeys, IJourneyIndex index, TimeProvider time)
{
    /// <summary>Erases the journeys of a contact in all automations, also in archived ones. Repeating it erases the rest.</summary>
    public async Task EraseAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        await foreach (var places in index.ReadAsync(tenantId, contactId, cancellationToken))
        {
            foreach (var place in places.Places)
            {
                await ConflictRetry.RetryAsync(() => EraseAsync(places, place, cancellationToken));
            }

            // The way to the journeys goes last: until then a repetition finds them.
            await index.DeleteAsync(places.Key, [contactId], cancellationToken);
        }
    }

    private async Task EraseAsync(ContactJourneys places, JourneyPlace place, CancellationToken cancellationToken)
    {
        if (
            await journeys.FindPageAsync(places.Key, place.Page, cancellationToken) is { } page
            && page.At(place.Slot) is { } journey
            && journey.ContactId == places.ContactId
        )
        {
            page.Set(place.Slot, journey.Erase(time.GetUtcNow()));
            await journeys.SavePageAsync(places.Key, page, cancellationToken);
        }
    }
}
