namespace CampaignTasks.Domain.Ledger;

/// <summary>The way from an audience to a run's messages: matched, less each exclusion, is planned.</summary>
/// <param name="Matched">All that the audience names, repetitions included.</param>
/// <param name="Duplicate">Repetitions of an address.</param>
/// <param name="Planned">The messages.</param>
/// <param name="NoAddress">Contacts without an address on the channel.</param>
/// <param name="NoConsent">Those who opted out or, where opt-in is required, did not opt in.</param>
/// <param name="Suppressed">Those whose address is suppressed.</param>
/// <param name="OwnsProduct">Owners of a product whose owners are skipped.</param>
/// <param name="Capped">Those who have had as many messages as one may get.</param>
public sealed record Waterfall(
    int Matched,
    int Duplicate,
    int Planned,
    int NoAddress = 0,
    int NoConsent = 0,
    int Suppressed = 0,
    int OwnsProduct = 0,
    int Capped = 0
)
{
    public static readonly Waterfall Empty = new(0, 0, 0);

    /// <summary>Creates the waterfall that a pasted or uploaded list begins with: the repetitions that were removed then.</summary>
    public static Waterfall Folded(int duplicates) => new(duplicates, duplicates, 0);

    /// <summary>Returns these counts with one more who matched.</summary>
    public Waterfall With(ExclusionReason reason)
    {
        var one = this with { Matched = Matched + 1 };
        return reason switch
        {
            ExclusionReason.None => one with { Planned = Planned + 1 },
            ExclusionReason.Duplicate => one with { Duplicate = Duplicate + 1 },
            ExclusionReason.NoAddress => one with { NoAddress = NoAddress + 1 },
            ExclusionReason.NoConsent => one with { NoConsent = NoConsent + 1 },
            ExclusionReason.Suppressed => one with { Suppressed = Suppressed + 1 },
            ExclusionReason.OwnsProduct => one with { OwnsProduct = OwnsProduct + 1 },
            ExclusionReason.Capped => one with { Capped = Capped + 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };
    }
}
