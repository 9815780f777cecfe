using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Contacts;

/// <summary>An address in the index: its contact, its consent and its suppression.</summary>
/// <param name="Contact">The contact that has it; null when none.</param>
/// <param name="Consent">The consent of the address itself, whoever gave it; null when none.</param>
/// <param name="Suppression">The suppression of the address; null when none.</param>
public sealed record KnownAddress(Contact? Contact, Consent? Consent, Suppression? Suppression = null)
{
    public static readonly KnownAddress Nothing = new(null, null);
}
