namespace CampaignTasks.Domain.Forecasts;

/// <summary>The input of a forecast, as stored at one instant.</summary>
/// <param name="Now">The instant at which the forecast begins.</param>
/// <param name="Task">The task to forecast.</param>
/// <param name="Others">Other live tasks that send through the same accounts.</param>
/// <param name="Accounts">The accounts of all of them, by id; a missing one was deleted.</param>
/// <param name="MaxOccurrences">The most runs of the task that are forecast.</param>
public sealed record ForecastScope(
    DateTimeOffset Now,
    ForecastTask Task,
    IReadOnlyList<ForecastTask> Others,
    IReadOnlyDictionary<string, ForecastAccount> Accounts,
    int MaxOccurrences
);
