using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Contacts;

/// <summary>The use cases of contacts.</summary>
internal sealed class ContactService(IContactStore store, ISettingsStore settings, TimeProvider time)
{
    /// <summary>Stores what a caller says of a contact; when somebody else changes it at once, on top of that.</summary>
    /// <param name="id">The contact.</param>
    /// <param name="definition">The new values.</param>
    /// <param name="isPatch">Whether absent fields stay as they are.</param>
    /// <param name="precondition">Throws when the stored version (null: there is none) is not the one the caller expects.</param>
    /// <param name="cancellationToken">Cancels the change before it is stored.</param>
    /// <exception cref="ValidationException">The definition is not valid.</exception>
    /// <exception cref="ConcurrencyConflictException">Others changed the contact again and again.</exception>
    public Task<(Contact Contact, bool IsNew)> SaveAsync(
        ContactId id,
        ContactDefinition definition,
        bool isPatch,
        Action<string?> precondition,
        CancellationToken cancellationToken
    ) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                var before = await store.FindAsync(id.TenantId, id.Id, cancellationToken);
                precondition(before?.ETag);
                var errors = new ValidationErrors();
                var home = (await settings.ReadAsync(id.TenantId, cancellationToken)).Country;
                var contact = definition.Check(id, before, home, isPatch, time.GetUtcNow(), errors);
                errors.ThrowIfAny();
                return (await store.SaveAsync(contact!, cancellationToken), before is null);
            },
            ConflictRetry.FewRounds
        );

    /// <summary>Finds a contact, with the consent of its addresses where that is newer; null when there is none.</summary>
    public async Task<Contact?> FindAsync(ContactId id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id.TenantId, id.Id, cancellationToken) is not { } contact)
        {
            return null;
        }

        foreach (var (channel, address) in contact.Addresses)
        {
            var known = await store.FindByAddressAsync(id.TenantId, channel, [address], cancellationToken);
            if (
                ConsentRules.Of(contact, known[0].Consent, channel) is { } consent
                && consent != contact.Consents.GetValueOrDefault(channel)
            )
            {
                contact = contact.With(channel, consent, contact.UpdatedAt);
            }
        }

        return contact;
    }
}
