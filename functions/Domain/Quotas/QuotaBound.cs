namespace CampaignTasks.Domain.Quotas;

/// <summary>What makes a sender wait.</summary>
public enum QuotaBound
{
    Pause,
    Rate,
    DailyLimit,
}
