namespace CampaignTasks.Domain.Ledger;

/// <summary>How an audience became a run's messages: matched, less each kind of loss, is planned.</summary>
/// <param name="Matched">Everybody the audience names, repetitions included.</param>
/// <param name="Duplicate">Repetitions of an address.</param>
/// <param name="Planned">The messages.</param>
/// <param name="NoAddress">Contacts without an address on the channel.</param>
/// <param name="NoConsent">Who opted out, or where consent is asked for, did not give it.</param>
/// <param name="OwnsProduct">Who owns a product whose owners are skipped.</param>
/// <param name="Capped">Who has had as many messages as one may get.</param>
public sealed record Waterfall(
    int Matched, int Duplicate, int Planned, int NoAddress = 0, int NoConsent = 0, int OwnsProduct = 0, int Capped = 0)
{
    public static readonly Waterfall Empty = new(0, 0, 0);

    /// <summary>What a list that was pasted or uploaded begins with: the repetitions that were folded then.</summary>
    public static Waterfall Folded(int duplicates) => new(duplicates, duplicates, 0);

    /// <summary>One more who matched, and what became of them.</summary>
    public Waterfall With(ExclusionReason loss)
    {
        var one = this with { Matched = Matched + 1 };
        return loss switch
        {
            ExclusionReason.None => one with { Planned = Planned + 1 },
            ExclusionReason.Duplicate => one with { Duplicate = Duplicate + 1 },
            ExclusionReason.NoAddress => one with { NoAddress = NoAddress + 1 },
            ExclusionReason.NoConsent => one with { NoConsent = NoConsent + 1 },
            ExclusionReason.OwnsProduct => one with { OwnsProduct = OwnsProduct + 1 },
            ExclusionReason.Capped => one with { Capped = Capped + 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };
    }
}
