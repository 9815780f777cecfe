using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>An audience to be saved: a static list, or contacts selected by a rule or by sales history.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Contacts">The first members of a static list, by their ids; may be empty.</param>
/// <param name="Segment">A rule.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
public sealed record SavedAudienceRequest(string? Name, List<string?>? Contacts, SegmentRule? Segment, BuyersRequest? Buyers);
