using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>An occasion for a contact to enter an automation.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Occasion">The occasion: the same one lets nobody enter twice.</param>
/// <param name="At">When it was.</param>
/// <param name="Reentry">Whether somebody who entered before may enter again; null where that is decided later.</param>
internal sealed record JourneyEntry(string ContactId, string Occasion, DateTimeOffset At, Reentry? Reentry)
{
    /// <summary>Returns the occasion of a membership.</summary>
    /// <param name="of">The list, or the segment.</param>
    /// <param name="times">How many times the contact has become a member.</param>
    public static string OccasionOf(string of, int times) =>
        times is 1 ? of : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{of}/{times}");

    /// <summary>Returns true when the contact may enter who has these places already.</summary>
    public bool MayEnterAfter(IReadOnlyList<JourneyPlace> held) =>
        Reentry is null || held.Count is 0 || Reentry.Allows(held.Max(place => place.At), At);
}
