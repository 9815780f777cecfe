using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// The recording of consent that people give or withdraw by link or keyword, for an address and the contact it belongs to.
/// </summary>
internal sealed class ConsentService(IContactStore contacts, FactPublisher publisher, TimeProvider time)
{
    /// <summary>Records consent that is given or withdrawn now.</summary>
    /// <inheritdoc cref="RecordAsync(string, ChannelKind, string, string?, Consent, CancellationToken)"/>
    public Task RecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        string? contactId,
        ConsentStatus status,
        string source,
        CancellationToken cancellationToken
    ) => RecordAsync(tenantId, channel, address, contactId, new Consent(status, source, time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Records consent for the address, its contact, and the given contact unless null. A newer record stays.
    /// </summary>
    public async Task RecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        string? contactId,
        Consent consent,
        CancellationToken cancellationToken
    )
    {
        // The address first: from here on the eligibility check applies to every contact with it.
        var record = await contacts.ChangeRecordAsync(tenantId, channel, address, before => before.Saying(consent), cancellationToken);
        var known = await contacts.FindByAddressAsync(tenantId, channel, [address], cancellationToken);
        string[] ids = [.. new[] { known[0].Contact?.Id, contactId }.OfType<string>().Distinct(StringComparer.Ordinal)];

        // What the address says by now, so that a repetition finishes what a crash interrupted and no more.
        var said = record.Consent ?? consent;
        foreach (var id in ids)
        {
            await RecordAsync(tenantId, id, channel, said, cancellationToken);
        }

        await publisher.PublishAsync(tenantId, ids.Select(id => ContactFacts.Of(id, channel, said)));
    }

    private Task RecordAsync(string tenantId, string id, ChannelKind channel, Consent consent, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                if (
                    await contacts.FindAsync(tenantId, id, cancellationToken) is { } contact
                    && contact.Consents.GetValueOrDefault(channel) is var own
                    && own != consent
                    && ConsentRules.Newer(own, consent) == consent
                )
                {
                    await contacts.SaveAsync(contact.With(channel, consent, time.GetUtcNow()), cancellationToken);
                }
            },
            ConflictRetry.FewRounds
        );
}
