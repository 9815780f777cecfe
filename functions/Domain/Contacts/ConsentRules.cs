namespace CampaignTasks.Domain.Contacts;

/// <summary>The rules that decide which of several consents counts.</summary>
public static class ConsentRules
{
    /// <summary>
    /// Gets the consent that counts: the newer one; of two at the same time the opt-out. One without a time of its own does not count
    /// against one that has it, and "never asked" does not undo an opt-out.
    /// </summary>
    public static Consent? Newer(Consent? one, Consent? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            _ when one.IsUndated != other.IsUndated => one.IsUndated ? other : one,
            ({ IsOptOut: true }, { Status: ConsentStatus.Never }) => one,
            ({ Status: ConsentStatus.Never }, { IsOptOut: true }) => other,
            _ when one.At == other.At => other.IsOptOut ? other : one,
            _ => one.At > other.At ? one : other,
        };
}
