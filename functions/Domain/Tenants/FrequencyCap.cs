namespace CampaignTasks.Domain.Tenants;

/// <summary>The most messages in a time.</summary>
/// <param name="Messages">How many.</param>
/// <param name="Period">In how long; a rolling window.</param>
public sealed record FrequencyCap(int Messages, TimeSpan Period)
{
    /// <summary>The most messages a cap can count.</summary>
    public const int MaxMessages = 100;

    /// <summary>The longest time a cap can count them in.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(90);
}
