using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.App.Contacts;

/// <summary>Erases a person: orders first, the contact last, so that an interrupted erasure can be asked for again.</summary>
internal sealed class ContactEraser(IContactStore contacts, IOrderStore orders, ITouchStore touches)
{
    public async Task EraseAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        await orders.DeleteHistoryAsync(tenantId, contactId, cancellationToken);
        await touches.DeleteAsync(tenantId, contactId, cancellationToken);
        await contacts.DeleteAsync(tenantId, contactId, cancellationToken);
    }
}
