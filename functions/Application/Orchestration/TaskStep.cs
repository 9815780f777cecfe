namespace CampaignTasks.Application.Orchestration;

/// <summary>What a task's orchestration does next.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Until">For <see cref="TaskStepKind.Wait"/>: look again at this instant; null: only when told to.</param>
/// <param name="RunId">For <see cref="TaskStepKind.Run"/>: the run to carry out.</param>
/// <param name="Plan">For a run that was planned in the same step: its plan, as <see cref="RunActivities.PlanRun"/> gives it; null when it is still to be planned.</param>
public sealed record TaskStep(TaskStepKind Kind, DateTimeOffset? Until = null, string? RunId = null, RunPlan? Plan = null);
