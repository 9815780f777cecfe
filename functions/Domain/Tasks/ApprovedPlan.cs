namespace CampaignTasks.Domain.Tasks;

/// <summary>A plan as it was approved.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Hash">Its hash: see <see cref="PlanHash"/>.</param>
/// <param name="At">When it was approved.</param>
/// <param name="By">Who approved it.</param>
public sealed record ApprovedPlan(TaskPlan Plan, string Hash, DateTimeOffset At, TaskActor By);
