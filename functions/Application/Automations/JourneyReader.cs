using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>A reader of journeys for the API.</summary>
internal sealed class JourneyReader(IAutomationStore automations, IJourneyStore journeys, IJourneyIndex index, SendingTasks flows)
{
    // Bounds the time of a request that finds little.
    private const int MostPages = 40;

    /// <summary>Lists journeys, oldest first. A page of the list may hold fewer than were asked for, and still have a next one.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    public async Task<CursorPage<FoundJourney>> ListAsync(
        Automation automation,
        JourneyStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        var list = $"journeys of {automation.Id}";
        var (from, slot) = JourneyId.TryParse(CursorCodec.Read(list, cursor), out var page, out var place) ? (page, place + 1) : (0, 0);
        List<FoundJourney> found = [];
        await foreach (var one in journeys.ReadPagesAsync(automation.Key, from, cancellationToken))
        {
            for (var i = one.Number == from ? slot : 0; i < one.Journeys.Count; i++)
            {
                if (one.At(i) is { } journey && IsShown(journey) && (status is null || journey.Status == status))
                {
                    if (found.Count == limit)
                    {
                        return new(found, CursorCodec.Write(list, found[^1].Id));
                    }

                    found.Add(await OfAsync(automation, one.Number, i, journey, cancellationToken));
                }
            }

            if (one.Number - from >= MostPages)
            {
                return new(found, CursorCodec.Write(list, JourneyId.Of(one.Number, JourneyPage.Capacity - 1)));
            }
        }

        return new(found, Next: null);
    }

    /// <summary>Finds the journeys of a contact, in one automation or in all, oldest first.</summary>
    public async Task<IReadOnlyList<FoundJourney>> OfContactAsync(
        string tenantId,
        string contactId,
        string? automationId,
        CancellationToken cancellationToken
    )
    {
        List<FoundJourney> found = [];
        await foreach (var places in index.ReadAsync(tenantId, contactId, cancellationToken))
        {
            if (
                (automationId is not null && places.Key.AutomationId != automationId)
                || await automations.FindAsync(places.Key, cancellationToken) is not { } automation
            )
            {
                continue;
            }

            foreach (var place in places.Places)
            {
                var page = await journeys.FindPageAsync(places.Key, place.Page, cancellationToken);
                if (
                    page?.At(place.Slot) is { } journey
                    && journey.ContactId == contactId
                    && journey.Entry == place.Entry
                    && IsShown(journey)
                )
                {
                    found.Add(await OfAsync(automation, place.Page, place.Slot, journey, cancellationToken));
                }
            }
        }

        return [.. found.OrderBy(one => one.Journey.EnteredAt)];
    }

    /// <summary>Returns a journey with the path of its step.</summary>
    public async Task<FoundJourney> OfAsync(Automation automation, int page, int slot, Journey journey, CancellationToken cancellationToken)
    {
        var flow = await flows.FlowAsync(automation, journey.Version, cancellationToken);
        var step = journey.Status is JourneyStatus.Started && journey.Node >= 0 ? flow?.Nodes[journey.Node].Path : null;
        return new FoundJourney(JourneyId.Of(page, slot), automation.Id, journey, step);
    }

    private static bool IsShown(Journey journey) =>
        journey.Status is not (JourneyStatus.Pending or JourneyStatus.Dropped or JourneyStatus.Past);
}
