using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Facts;

/// <summary>The facts that stored data tells of.</summary>
internal static class ContactFacts
{
    /// <summary>The facts of a contact as it is stored now: that it changed, and what it consents to.</summary>
    public static IEnumerable<ContactFact> Of(Contact contact) =>
        contact
            .Consents.Select(consent => Of(contact.Id, consent.Key, consent.Value))
            .Prepend(new ContactFact.ContactChanged(contact.Id, contact.UpdatedAt));

    /// <summary>The fact of consent that was given or withdrawn.</summary>
    public static ContactFact Of(string contactId, ChannelKind channel, Consent consent) =>
        new ContactFact.ConsentChanged(contactId, consent.At, channel, consent.IsOptOut);

    /// <summary>The fact of an order.</summary>
    public static ContactFact Of(OrderUpsert upsert) =>
        new ContactFact.Ordered(
            upsert.ContactId,
            upsert.Order.At,
            upsert.Order.Id,
            upsert.Order.Status,
            [.. upsert.Order.Items.Select(item => item.Product)],
            upsert.Order.Country
        );
}
