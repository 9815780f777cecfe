using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Short forms for tests.</summary>
public static class ContactStoreExtensions
{
    /// <summary>Records the consent of an address.</summary>
    public static Task<AddressRecord> SetConsentAsync(
        this IContactStore store,
        string tenantId,
        ChannelKind channel,
        string address,
        Consent consent,
        CancellationToken cancellationToken
    ) => store.ChangeRecordAsync(tenantId, channel, address, record => record.Saying(consent), cancellationToken);
}
