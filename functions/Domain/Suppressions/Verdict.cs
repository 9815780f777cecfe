namespace CampaignTasks.Domain.Suppressions;

/// <summary>A provider's statement that an address takes no more messages. Temporary failures are not verdicts.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Source">The provider, with its code where it gave one.</param>
public sealed record Verdict(SuppressionReason Reason, string Source)
{
    /// <summary>Returns the suppression that the verdict becomes.</summary>
    public Suppression At(DateTimeOffset at) => new(Reason, Source, at);
}
