using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>A change of a saved audience: absent fields stay as they are. Members of a static list change with POST to `members`.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Segment">A rule.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
public sealed record SavedAudienceChange(string? Name, SegmentRule? Segment, BuyersRequest? Buyers);
