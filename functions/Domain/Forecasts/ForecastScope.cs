namespace CampaignTasks.Domain.Forecasts;

/// <summary>All that a forecast looks at, as it is stored at one instant.</summary>
/// <param name="Now">The instant from which on things are forecast.</param>
/// <param name="Task">The task in question.</param>
/// <param name="Others">Other live tasks that send through the same accounts.</param>
/// <param name="Accounts">The accounts of all of them, by id; one that is missing is gone.</param>
/// <param name="MaxOccurrences">How many runs of the task are forecast at most.</param>
public sealed record ForecastScope(
    DateTimeOffset Now,
    ForecastTask Task,
    IReadOnlyList<ForecastTask> Others,
    IReadOnlyDictionary<string, ForecastAccount> Accounts,
    int MaxOccurrences
);
