namespace CampaignTasks.Application.Explanations;

/// <summary>What a condition came to.</summary>
/// <param name="Condition">Its place, as in `all[1].bought`. Under a `not` it is the condition itself that holds or does not.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">What was found.</param>
public sealed record ConditionExplanationView(string Condition, bool Holds, string Found);
