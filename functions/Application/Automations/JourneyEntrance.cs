using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The entry of contacts into an automation, many at once. A contact's place in the index is taken first; the page is stored afterwards.
/// What a crash leaves in between is recognised by the page, which does not hold the journey, and the place is used then.
/// </summary>
internal sealed class JourneyEntrance(IJourneyIndex index, TimeProvider time)
{
    /// <summary>Lets contacts enter, whose journeys start now; the pages are stored by the caller.</summary>
    public Task EnterAsync(JourneyTurn turn, IReadOnlyList<JourneyEntry> entries, CancellationToken cancellationToken) =>
        EnterAsync(turn, entries, entry => Begin(turn, entry), cancellationToken);

    /// <summary>Lets contacts enter; the pages are stored by the caller.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="entries">The occasions, each contact once.</param>
    /// <param name="begin">Makes the journey of an occasion.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task EnterAsync(
        JourneyTurn turn,
        IReadOnlyList<JourneyEntry> entries,
        Func<JourneyEntry, Journey> begin,
        CancellationToken cancellationToken
    )
    {
        for (var done = 0; done < entries.Count; )
        {
            var page = await turn.Pages.WithRoomAsync(turn.Progress.LastPage, cancellationToken);
            turn.Progress = turn.Progress.LastPage < page.Number ? turn.Progress with { LastPage = page.Number } : turn.Progress;
            Dictionary<string, (JourneyEntry Entry, JourneyPlace Place)> planned = new(StringComparer.Ordinal);
            for (int? slot = page.VacantFrom(0); slot is { } vacant && done < entries.Count; slot = page.VacantFrom(vacant + 1))
            {
                var entry = entries[done++];
                planned[entry.ContactId] = (entry, new JourneyPlace(page.Number, vacant, entry.Occasion, entry.At));
            }

            var there = await index.TakeAsync(
                turn.Key,
                planned.ToDictionary(one => one.Key, one => one.Value.Place, StringComparer.Ordinal),
                cancellationToken
            );
            foreach (var (contact, (entry, place)) in planned)
            {
                var mayEnter =
                    !there.TryGetValue(contact, out var stored) || await TakeAgainAsync(turn, stored, entry, place, cancellationToken);
                if (mayEnter)
                {
                    page.Set(place.Slot, begin(entry));
                }
            }
        }
    }

    /// <summary>Finds the journeys of a contact in the automation, oldest first.</summary>
    public async Task<IReadOnlyList<(JourneyPage Page, int Slot)>> FindAsync(
        JourneyTurn turn,
        string contactId,
        CancellationToken cancellationToken
    )
    {
        var stored = await index.FindAsync(turn.Key, contactId, cancellationToken);
        List<(JourneyPage, int)> found = [];
        foreach (var place in stored?.Places ?? [])
        {
            if (await PageOfAsync(turn, contactId, place, cancellationToken) is { } page)
            {
                found.Add((page, place.Slot));
            }
        }

        return found;
    }

    private Journey Begin(JourneyTurn turn, JourneyEntry entry) =>
        new()
        {
            ContactId = entry.ContactId,
            Entry = entry.Occasion,
            EnteredAt = entry.At,
            Version = turn.Automation.Version,
            Status = JourneyStatus.Started,
            Due = time.GetUtcNow(),
        };

    /// <returns>Whether a contact that has places may take another one, which it has then.</returns>
    private async Task<bool> TakeAgainAsync(
        JourneyTurn turn,
        ContactJourneys stored,
        JourneyEntry entry,
        JourneyPlace place,
        CancellationToken cancellationToken
    )
    {
        var isTaken = false;
        await ConflictRetry.RetryAsync(async () =>
        {
            isTaken = false;
            List<JourneyPlace> held = [];
            foreach (var one in stored.Places)
            {
                if (await PageOfAsync(turn, entry.ContactId, one, cancellationToken) is not null)
                {
                    held.Add(one);
                }
            }

            if (held.Exists(one => one.Entry == entry.Occasion) || !entry.MayEnterAfter(held))
            {
                return;
            }

            if (stored.Places is not [.., var last] || last != place || held.Contains(last))
            {
                stored = await index.FindAsync(turn.Key, entry.ContactId, cancellationToken) ?? stored;
                stored = await index.UpdateAsync(stored with { Places = [.. held, place] }, cancellationToken);
            }

            isTaken = true;
        });
        return isTaken;
    }

    private static async Task<JourneyPage?> PageOfAsync(
        JourneyTurn turn,
        string contactId,
        JourneyPlace place,
        CancellationToken cancellationToken
    ) =>
        await turn.Pages.FindAsync(place.Page, cancellationToken) is { } page
        && page.At(place.Slot) is { } journey
        && journey.ContactId == contactId
        && journey.Entry == place.Entry
            ? page
            : null;
}
