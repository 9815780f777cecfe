using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>A task in a forecast, with the load of its runs.</summary>
/// <param name="Task">The task; a draft is forecast as if it were started now.</param>
/// <param name="Load">What a new run has to send.</param>
/// <param name="Budget">The budget of its own pacing.</param>
/// <param name="UnderWay">The run under way and what it still owes; null when there is none.</param>
public sealed record ForecastTask(CampaignTask Task, RunLoad Load, SendQuota Budget, (Run Run, RunLoad Pending)? UnderWay = null);
