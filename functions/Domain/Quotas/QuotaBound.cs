namespace CampaignTasks.Domain.Quotas;

/// <summary>The limit that makes a sender wait.</summary>
public enum QuotaBound
{
    Pause,
    Rate,
    DailyLimit,
}
