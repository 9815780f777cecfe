using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Automations;

/// <summary>A branch of an automation.</summary>
public sealed record BranchStepRequest
{
    /// <summary>The rule.</summary>
    public SegmentRule? If { get; init; }

    /// <summary>The steps of contacts for whom it holds.</summary>
    public List<StepRequest?>? Then { get; init; }

    /// <summary>The steps of the others; absent: none.</summary>
    public List<StepRequest?>? Else { get; init; }
}
