using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Whether a message may go to an address, and why not.</summary>
/// <param name="Consent">The consent that counts; null when none was given.</param>
/// <param name="HasConsent">Whether it, or its absence, permits messages.</param>
/// <param name="Suppression">The suppression of the address; null when there is none.</param>
public sealed record AddressPermission(Consent? Consent, bool HasConsent, Suppression? Suppression)
{
    /// <summary>True when the message may leave.</summary>
    public bool IsGranted => HasConsent && Suppression is null;
}
