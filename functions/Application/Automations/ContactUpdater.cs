using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Automations;

/// <summary>The change of contacts' attributes by automations. Repeating a change is harmless.</summary>
internal sealed class ContactUpdater(IContactStore contacts, FactPublisher publisher)
{
    /// <summary>Sets and removes attributes; a contact that is gone, or has no room for more, stays as it is.</summary>
    public async Task UpdateAsync(
        string tenantId,
        string contactId,
        AutomationStep.Update update,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        Contact? stored = null;
        await ConflictRetry.RetryAsync(async () =>
        {
            stored = await contacts.FindAsync(tenantId, contactId, cancellationToken);
            if (stored is not { } contact)
            {
                return;
            }

            var attributes = new Dictionary<string, AttributeValue>(contact.Attributes, ContactAttributes.Names);
            foreach (var (name, value) in update.Attributes)
            {
                if (value is null)
                {
                    attributes.Remove(name);
                }
                else if (attributes.Count < ContactAttributes.Most || attributes.ContainsKey(name))
                {
                    attributes[name] = value;
                }
            }

            var changed = contact with { Attributes = attributes, UpdatedAt = now };
            if (!changed.SaysTheSameAs(contact))
            {
                stored = await contacts.SaveAsync(changed, cancellationToken);
            }
        });

        // The contact may enter the segment of another automation by it.
        if (stored is not null)
        {
            await publisher.PublishAsync(tenantId, [new ContactFact.ContactChanged(contactId, stored.UpdatedAt)]);
        }
    }
}
