namespace CampaignTasks.Application.Audiences;

/// <summary>Somebody whom an audience reaches.</summary>
/// <param name="Id">The contact's id, or the place in an uploaded list.</param>
/// <param name="Address">The address.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="Country">The contact's country.</param>
/// <param name="TimeZone">The contact's time zone.</param>
internal sealed record AudienceRecipient(string Id, string Address, string? ContactId, string? Country, string? TimeZone);
