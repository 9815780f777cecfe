namespace CampaignTasks.Domain.Suppressions;

/// <summary>The state of an address to which nothing is sent on a channel, whatever its consent.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Source">The provider, with its code where it gave one, or who added it by hand.</param>
/// <param name="At">When it was reported or added.</param>
public sealed record Suppression(SuppressionReason Reason, string Source, DateTimeOffset At)
{
    /// <summary>True for a provider's finding, which a later delivery disproves. People's own decisions stay.</summary>
    public bool IsFinding =>
        Reason
            is SuppressionReason.HardBounce
                or SuppressionReason.ProviderSuppressed
                or SuppressionReason.UnsubscribedAtProvider
                or SuppressionReason.InvalidAddress;
}
