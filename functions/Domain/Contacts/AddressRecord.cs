using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Contacts;

/// <summary>
/// The consent and the suppression of one address on one channel. They hold for every contact that has the address. Every change is a
/// method here; one that changes nothing returns the same object.
/// </summary>
public sealed record AddressRecord
{
    /// <summary>Nothing was said or reported about the address.</summary>
    public static readonly AddressRecord Empty = new();

    /// <summary>The consent that counts; null when none was given.</summary>
    public Consent? Consent { get; init; }

    /// <summary>The suppression in force; null when there is none.</summary>
    public Suppression? Suppression { get; init; }

    /// <summary>When a suppression was last lifted; older reports change nothing. Null: never.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>
    /// Records a choice. An older one than is recorded changes nothing. An opt-in that follows an opt-out at the provider lifts that
    /// suppression, and no other.
    /// </summary>
    public AddressRecord Saying(Consent consent)
    {
        if (ConsentRules.Newer(Consent, consent) == Consent)
        {
            return this;
        }

        var said = this with { Consent = consent };
        var isOptIn = consent is { Status: ConsentStatus.Subscribed, IsUndated: false };
        return isOptIn && Suppression is { Reason: SuppressionReason.UnsubscribedAtProvider } && consent.At > Suppression.At
            ? said.Lift(consent.At)
            : said;
    }

    /// <summary>
    /// Records a suppression. One from before the last lifting changes nothing; a provider's finding does not replace what a person
    /// decided; of two findings, or two decisions, the newer counts.
    /// </summary>
    public AddressRecord Suppressing(Suppression suppression)
    {
        ArgumentNullException.ThrowIfNull(suppression);
        var isOutdone = Suppression switch
        {
            null => false,
            { IsFinding: var isFinding } when isFinding != suppression.IsFinding => !isFinding,
            { At: var at } => at >= suppression.At,
        };
        return isOutdone || suppression.At <= LiftedAt ? this : this with { Suppression = suppression };
    }

    /// <summary>Lifts the suppression by hand, whatever its reason.</summary>
    public AddressRecord Lifting(DateTimeOffset at) => Suppression is null ? this : Lift(at);

    /// <summary>Lifts a provider's finding that an older time bears than a delivery to the address.</summary>
    public AddressRecord Delivering(DateTimeOffset at) => Suppression is { IsFinding: true } && Suppression.At < at ? Lift(at) : this;

    /// <summary>Returns what stays when a contact with this address is erased or moves away: what forbids messages.</summary>
    public AddressRecord Remaining() =>
        (Consent is { IsOptOut: true }, Suppression) switch
        {
            (true, _) => this,
            (false, not null) => this with { Consent = null },
            _ => Empty,
        };

    private AddressRecord Lift(DateTimeOffset at) => this with { Suppression = null, LiftedAt = at > LiftedAt ? at : LiftedAt ?? at };
}
