namespace CampaignTasks.Domain.Audiences;

/// <summary>A condition on the time of the last successful order.</summary>
/// <param name="From">A date or an instant.</param>
/// <param name="To">A date or an instant, exclusive.</param>
/// <param name="WithinDays">At most this many days ago.</param>
/// <param name="NotWithinDays">More than this many days ago; contacts that never ordered match, too.</param>
public sealed record LastOrderRule(string? From = null, string? To = null, int? WithinDays = null, int? NotWithinDays = null);
