namespace CampaignTasks.Application.Forecasts;

/// <summary>The identity of a forecast: the same one is made once for all who ask for it meanwhile.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Version">The stored version of the task, its plan included.</param>
/// <param name="MostOccurrences">The most runs it shows.</param>
internal readonly record struct ForecastKey(string TenantId, string TaskId, string? Version, int MostOccurrences);
