namespace CampaignTasks.Domain.Contacts;

/// <summary>What is known of an address.</summary>
/// <param name="Contact">The contact it leads to; null when none.</param>
/// <param name="Consent">What was said about the address itself, by link or keyword; null when nothing.</param>
public sealed record KnownAddress(Contact? Contact, Consent? Consent)
{
    public static readonly KnownAddress Nothing = new(null, null);
}
