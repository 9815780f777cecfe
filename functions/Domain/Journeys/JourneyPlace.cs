namespace CampaignTasks.Domain.Journeys;

/// <summary>The place of a journey.</summary>
/// <param name="Page">The page.</param>
/// <param name="Slot">The place on the page.</param>
/// <param name="Entry">The occasion that the journey began with.</param>
/// <param name="At">When that was.</param>
public sealed record JourneyPlace(int Page, int Slot, string Entry, DateTimeOffset At)
{
    /// <summary>The journey's id: its place.</summary>
    public string Id => JourneyId.Of(Page, Slot);
}
