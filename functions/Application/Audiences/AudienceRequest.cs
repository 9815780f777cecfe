using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>The audience of a task.</summary>
/// <param name="List">A pasted list, one address a line.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
/// <param name="AudienceId">A saved audience, evaluated when a run starts.</param>
/// <param name="Segment">Contacts for whom a rule holds.</param>
public sealed record AudienceRequest(string? List, BuyersRequest? Buyers, string? AudienceId, SegmentRule? Segment);
