using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A plan without faults, from <see cref="TaskDefinition.Check"/>.</summary>
/// <param name="Plan">
/// The plan. Of a new task, it has the accounts that the caller named, whose existence is still to be checked; none: the channel's default.
/// </param>
/// <param name="List">The parsed list, to be stored with the task; null when the plan has no new one.</param>
public sealed record CheckedPlan(TaskPlan Plan, ParsedList? List);
