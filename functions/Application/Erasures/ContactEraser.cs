using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Erasures;

/// <summary>
/// The erasure of a person's own data: orders, events, carts, subscriptions, touches, inbound messages, the inbox, deliveries of
/// webhooks, list memberships, and the contact last, so that an interrupted erasure can be repeated.
/// </summary>
internal sealed class ContactEraser(
    IContactStore contacts,
    IOrderStore orders,
    ITouchStore touches,
    IAudienceStore audiences,
    IEventStore events,
    ICartStore carts,
    IPushSubscriptionStore subscriptions,
    IWebhookDeliveryStore deliveries,
    IReceivedMessageStore received,
    IInboxStore inboxes,
    JourneyEraser journeys,
    ContactQuota quota,
    FactPublisher publisher,
    TimeProvider time
)
{
    private const int AudiencesAtOnce = 100;

    /// <summary>Erases the person who was deleted; a new contact stored under the id since then stays.</summary>
    /// <param name="tenantId">The tenant of the contact.</param>
    /// <param name="person">The person.</param>
    /// <param name="asked">When the erasure was requested: it distinguishes the two where the request has no creation time.</param>
    /// <param name="cancellationToken">Cancels it; repeating it erases the rest.</param>
    public async Task EraseAsync(string tenantId, ErasedPerson person, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        if (
            await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is not { } contact
            || !IsAnother(contact, person, asked)
        )
        {
            await EraseAllAsync(tenantId, person, cancellationToken);
        }
    }

    /// <summary>Erases all data under the person's id, whenever it was stored.</summary>
    public async Task EraseAllAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        await orders.DeleteHistoryAsync(tenantId, person.ContactId, cancellationToken);
        await DeleteTracesAsync(tenantId, person, cancellationToken);
        await LeaveListsAsync(tenantId, person.ContactId, cancellationToken);
        if (await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is not null)
        {
            await contacts.DeleteAsync(tenantId, person.ContactId, cancellationToken);
            await quota.CountAsync(tenantId, -1);
        }

        await publisher.PublishAsync(tenantId, [new ContactFact.ContactErased(person.ContactId, time.GetUtcNow())]);
    }

    /// <summary>
    /// Erases what was stored since: touches of messages that were with the provider when the contact was deleted, and events and carts
    /// that were being told.
    /// </summary>
    public async Task EraseLateTracesAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is null)
        {
            await DeleteTracesAsync(tenantId, person, cancellationToken);
        }
    }

    private static bool IsAnother(Contact contact, ErasedPerson person, DateTimeOffset asked) =>
        person.CreatedAt is { } createdAt ? contact.CreatedAt != createdAt : contact.CreatedAt > asked;

    private async Task DeleteTracesAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        await journeys.EraseAsync(tenantId, person.ContactId, cancellationToken);
        await events.DeleteAllAsync(tenantId, person.ContactId, cancellationToken);
        await carts.DeleteAllAsync(tenantId, person.ContactId, cancellationToken);
        await subscriptions.DeleteAllAsync(tenantId, person.ContactId, cancellationToken);
        await touches.DeleteAsync(tenantId, person.ContactId, cancellationToken);
        await received.DeleteAsync(tenantId, person.ContactId, cancellationToken);
        await inboxes.DeleteAsync(tenantId, person.ContactId, cancellationToken);
        await deliveries.DeleteOfContactAsync(tenantId, person.ContactId, cancellationToken);
        foreach (var (channel, address) in person.Addresses)
        {
            var key = RecipientIdentity.KeyOf(contactId: null, channel, address);
            await touches.DeleteAsync(tenantId, key, cancellationToken);
            await received.DeleteAsync(tenantId, key, cancellationToken);
        }
    }

    private async Task LeaveListsAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await audiences.ListAsync(tenantId, AudiencesAtOnce, cursor, cancellationToken);
            foreach (var list in page.Items.Where(audience => audience.IsList))
            {
                await audiences.ChangeMembersAsync(tenantId, list.Id, added: [], removed: [contactId], cancellationToken);
            }

            cursor = page.Next;
        } while (cursor is not null);
    }
}
