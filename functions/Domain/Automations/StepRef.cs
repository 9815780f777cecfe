namespace CampaignTasks.Domain.Automations;

/// <summary>A reference to a step of an automation.</summary>
/// <param name="Version">The version of the plan.</param>
/// <param name="Node">The number of the step in it.</param>
public sealed record StepRef(int Version, int Node);
