namespace CampaignTasks.Domain.Contacts;

/// <summary>An address in the index: its contact and its own consent.</summary>
/// <param name="Contact">The contact that has it; null when none.</param>
/// <param name="Consent">The consent given for the address itself, by link or keyword; null when none.</param>
public sealed record KnownAddress(Contact? Contact, Consent? Consent)
{
    public static readonly KnownAddress Nothing = new(null, null);
}
