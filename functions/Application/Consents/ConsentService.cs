using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// The recording of consent that people give or withdraw by link or keyword, for an address and the contact it belongs to.
/// </summary>
internal sealed class ConsentService(IContactStore contacts, TimeProvider time)
{
    private const int Tries = 5;

    /// <summary>Records consent for the address, its contact, and the given contact unless null. A newer record stays.</summary>
    public async Task RecordAsync(
        string tenantId, ChannelKind channel, string address, string? contactId, ConsentStatus status, string source, CancellationToken cancellationToken)
    {
        var consent = new Consent(status, source, time.GetUtcNow());

        // The address first: from here on the eligibility check applies to every contact with it.
        await contacts.SetConsentAsync(tenantId, channel, address, consent, cancellationToken);
        var known = await contacts.FindByAddressAsync(tenantId, channel, [address], cancellationToken);
        foreach (var id in new[] { known[0].Contact?.Id, contactId }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await RecordAsync(tenantId, id, channel, consent, cancellationToken);
        }
    }

    private async Task RecordAsync(string tenantId, string id, ChannelKind channel, Consent consent, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await contacts.FindAsync(tenantId, id, cancellationToken) is not { } contact
                || ConsentRules.Newer(contact.Consents.GetValueOrDefault(channel), consent) != consent)
            {
                return;
            }

            try
            {
                await contacts.SaveAsync(contact.With(channel, consent, time.GetUtcNow()), cancellationToken);
                return;
            }
            catch (ConcurrencyConflictException) when (attempt < Tries)
            {
                // Read the contact again and apply the change to it.
            }
        }
    }
}
