using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Erasures;

/// <summary>Erases what is kept of a person by itself: orders, touches, places in lists, and the contact last, so that an interrupted erasure can be repeated.</summary>
internal sealed class ContactEraser(IContactStore contacts, IOrderStore orders, ITouchStore touches, IAudienceStore audiences)
{
    private const int AudiencesAtOnce = 100;

    /// <summary>Erases the person who was deleted; somebody stored under the id since is left alone.</summary>
    /// <param name="tenantId">Whose contact.</param>
    /// <param name="person">Who.</param>
    /// <param name="asked">When the erasure was asked for: it tells persons apart where the note does not.</param>
    /// <param name="cancellationToken">Ends it; what is left is erased when it is repeated.</param>
    public async Task EraseAsync(string tenantId, ErasedPerson person, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is not { } contact || !IsAnother(contact, person, asked))
        {
            await EraseAllAsync(tenantId, person, cancellationToken);
        }
    }

    /// <summary>Erases whatever is kept under the person's id, whenever it was stored.</summary>
    public async Task EraseAllAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        await orders.DeleteHistoryAsync(tenantId, person.ContactId, cancellationToken);
        await DeleteTouchesAsync(tenantId, person, cancellationToken);
        await LeaveListsAsync(tenantId, person.ContactId, cancellationToken);
        await contacts.DeleteAsync(tenantId, person.ContactId, cancellationToken);
    }

    /// <summary>Erases what senders have written down since: of messages that were with the provider when the contact was deleted.</summary>
    public async Task EraseLateTouchesAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is null)
        {
            await DeleteTouchesAsync(tenantId, person, cancellationToken);
        }
    }

    private static bool IsAnother(Contact contact, ErasedPerson person, DateTimeOffset asked) =>
        person.CreatedAt is { } createdAt ? contact.CreatedAt != createdAt : contact.CreatedAt > asked;

    private async Task DeleteTouchesAsync(string tenantId, ErasedPerson person, CancellationToken cancellationToken)
    {
        await touches.DeleteAsync(tenantId, person.ContactId, cancellationToken);
        foreach (var (channel, address) in person.Addresses)
        {
            await touches.DeleteAsync(tenantId, Touched.By(contactId: null, channel, address), cancellationToken);
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
        }
        while (cursor is not null);
    }
}
