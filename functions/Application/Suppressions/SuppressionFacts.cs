using CampaignTasks.Application.Facts;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Suppressions;

/// <summary>The facts of suppressions: one by a person's decision counts as an opt-out of the contact that has the address.</summary>
internal sealed class SuppressionFacts(IContactStore contacts, FactPublisher publisher)
{
    /// <summary>Notifies automations of a stored suppression. A provider's finding, such as a bounce, is no choice and no fact.</summary>
    public async Task PublishAsync(string tenantId, SuppressedAddress suppressed)
    {
        if (!suppressed.Suppression.IsFinding)
        {
            await publisher.PublishAsync(tenantId, () => ReadAsync(tenantId, suppressed));
        }
    }

    private async Task<IReadOnlyList<ContactFact>> ReadAsync(string tenantId, SuppressedAddress suppressed)
    {
        var (channel, address, suppression) = suppressed;
        var known = await contacts.FindByAddressAsync(tenantId, channel, [address], CancellationToken.None);
        return known[0].Contact is { } contact ? [new ContactFact.ConsentChanged(contact.Id, suppression.At, channel, IsOptOut: true)] : [];
    }
}
