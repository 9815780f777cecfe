namespace CampaignTasks.Domain.Audiences;

/// <summary>An audience of contacts for whom a rule holds.</summary>
public sealed record Segment(SegmentRule Rule) : Audience;
