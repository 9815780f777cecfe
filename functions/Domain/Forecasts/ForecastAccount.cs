using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>An account in a forecast, with its quota.</summary>
/// <param name="Account">The account.</param>
/// <param name="Budget">Its budget.</param>
/// <param name="HasIdempotencyKey">Whether its provider takes a key, which decides how much is sent at once.</param>
public sealed record ForecastAccount(ChannelAccount Account, SendQuota Budget, bool HasIdempotencyKey);
