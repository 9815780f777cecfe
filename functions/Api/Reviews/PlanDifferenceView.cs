using System.Text.Json.Nodes;

namespace CampaignTasks.Api.Reviews;

/// <summary>A part of a task that differs from the approved plan's.</summary>
/// <param name="Part">The field of the task.</param>
/// <param name="Before">Its value in the plan that was approved last.</param>
/// <param name="After">Its value now.</param>
internal sealed record PlanDifferenceView(string Part, JsonNode? Before, JsonNode? After);
