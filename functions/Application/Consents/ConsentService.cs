using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Consents;

/// <summary>Writes down what people say themselves, by link or keyword: for the address, and for the contact it leads to.</summary>
internal sealed class ConsentService(IContactStore contacts, TimeProvider time)
{
    public async Task SayAsync(
        string tenantId, ChannelKind channel, string address, string? contactId, ConsentStatus status, string source, CancellationToken cancellationToken)
    {
        var consent = new Consent(status, source, time.GetUtcNow());

        // The address first: from here on the last gate holds, whoever else has it.
        await contacts.SetConsentAsync(tenantId, channel, address, consent, cancellationToken);
        var known = await contacts.FindByAddressAsync(tenantId, channel, [address], cancellationToken);
        foreach (var id in new[] { known[0].Contact?.Id, contactId }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await SayAsync(tenantId, id, channel, consent, cancellationToken);
        }
    }

    private Task SayAsync(string tenantId, string id, ChannelKind channel, Consent consent, CancellationToken cancellationToken) => ConflictRetry.RetryAsync(
        async () =>
        {
            if (await contacts.FindAsync(tenantId, id, cancellationToken) is { } contact
                && ConsentRules.Newer(contact.Consents.GetValueOrDefault(channel), consent) == consent)
            {
                await contacts.SaveAsync(contact.With(channel, consent, time.GetUtcNow()), cancellationToken);
            }
        },
        ConflictRetry.FewRounds);
}
