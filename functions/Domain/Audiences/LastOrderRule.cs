namespace CampaignTasks.Domain.Audiences;

/// <summary>When the last successful order was: not before, and not after.</summary>
/// <param name="From">A date or an instant.</param>
/// <param name="To">A date or an instant, which does not count.</param>
/// <param name="WithinDays">At most so many days ago.</param>
/// <param name="NotWithinDays">More than so many days ago; also contacts that never ordered.</param>
public sealed record LastOrderRule(string? From = null, string? To = null, int? WithinDays = null, int? NotWithinDays = null);
