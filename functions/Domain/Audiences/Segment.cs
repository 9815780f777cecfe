namespace CampaignTasks.Domain.Audiences;

/// <summary>Contacts for whom a rule holds.</summary>
public sealed record Segment(SegmentRule Rule) : Audience;
