using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.App.Erasures;

/// <summary>Erases what is kept of a person by itself: orders, touches, places in lists, and the contact last, so that an interrupted erasure can be repeated.</summary>
internal sealed class ContactEraser(IContactStore contacts, IOrderStore orders, ITouchStore touches, IAudienceStore audiences)
{
    private const int AudiencesAtOnce = 100;

    /// <param name="tenantId">Whose contact.</param>
    /// <param name="person">Who.</param>
    /// <param name="asked">When the erasure was asked for: a contact stored under the id since is somebody else.</param>
    /// <param name="cancellationToken">Ends it; what is left is erased when it is repeated.</param>
    public async Task EraseAsync(string tenantId, ErasedPerson person, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(tenantId, person.ContactId, cancellationToken) is { } contact && contact.CreatedAt > asked)
        {
            return;
        }

        await orders.DeleteHistoryAsync(tenantId, person.ContactId, cancellationToken);
        await touches.DeleteAsync(tenantId, person.ContactId, cancellationToken);
        foreach (var (channel, address) in person.Addresses)
        {
            await touches.DeleteAsync(tenantId, Touched.By(contactId: null, channel, address), cancellationToken);
        }

        await LeaveListsAsync(tenantId, person.ContactId, cancellationToken);
        await contacts.DeleteAsync(tenantId, person.ContactId, cancellationToken);
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
