using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Automations;

/// <summary>What ends a journey early.</summary>
public sealed record ExitRequest
{
    /// <summary>The rule: before each step the contact for whom it holds leaves.</summary>
    public SegmentRule? When { get; init; }
}
