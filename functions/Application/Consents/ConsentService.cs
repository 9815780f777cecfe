using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// The recording of consent that people give or withdraw by link or keyword, for an address and the contact it belongs to.
/// </summary>
internal sealed class ConsentService(IContactStore contacts, TimeProvider time)
{
    /// <summary>Records consent for the address, its contact, and the given contact unless null. A newer record stays.</summary>
    public async Task RecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        string? contactId,
        ConsentStatus status,
        string source,
        CancellationToken cancellationToken
    )
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

    private Task RecordAsync(string tenantId, string id, ChannelKind channel, Consent consent, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                if (
                    await contacts.FindAsync(tenantId, id, cancellationToken) is { } contact
                    && ConsentRules.Newer(contact.Consents.GetValueOrDefault(channel), consent) == consent
                )
                {
                    await contacts.SaveAsync(contact.With(channel, consent, time.GetUtcNow()), cancellationToken);
                }
            },
            ConflictRetry.FewRounds
        );
}
