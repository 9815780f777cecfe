namespace CampaignTasks.Domain.Tenants;

/// <summary>A limit on the messages one contact gets within a period.</summary>
/// <param name="Messages">The most messages.</param>
/// <param name="Period">The period in which they are counted; a rolling window.</param>
public sealed record FrequencyCap(int Messages, TimeSpan Period)
{
    /// <summary>The most messages a cap can count.</summary>
    public const int MaxMessages = 100;

    /// <summary>The longest period of a cap.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(90);
}
