namespace CampaignTasks.Domain.Audiences;

/// <summary>The result of one condition for one person.</summary>
/// <param name="Condition">The condition's place, as in <c>all[1].bought</c>.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Found">The value that was found.</param>
public sealed record Finding(string Condition, bool Holds, string Found);
