namespace CampaignTasks.Application.Explanations;

/// <summary>The result of a condition.</summary>
/// <param name="Condition">Its path, as in `all[1].bought`. Under a `not`, `holds` refers to the condition itself.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">The finding.</param>
public sealed record ConditionExplanationView(string Condition, bool Holds, string Found);
