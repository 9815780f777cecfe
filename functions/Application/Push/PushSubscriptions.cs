using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Push;

/// <summary>
/// The use cases of browsers' subscriptions. A contact's address on the channel push is the subscription that was seen last: one message
/// reaches one browser. A token of an app that the contact has as its address is left alone.
/// </summary>
internal sealed class PushSubscriptions(IContactStore contacts, IPushSubscriptionStore store, TimeProvider time)
{
    /// <summary>
    /// The most subscriptions of a contact; a newer one takes the place of the one that was not seen for the longest time.
    /// </summary>
    public const int Most = 20;

    /// <summary>Stores a subscription; null when there is no such contact.</summary>
    /// <exception cref="ValidationException">The subscription is none that a browser gives.</exception>
    public async Task<PushSubscription?> AddAsync(ContactId id, PushSubscriptionRequest request, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id.TenantId, id.Id, cancellationToken) is null)
        {
            return null;
        }

        var errors = new ValidationErrors();
        var subscription = PushSubscription.From(
            id.TenantId,
            id.Id,
            request.Endpoint,
            request.Keys?.P256dh,
            request.Keys?.Auth,
            time.GetUtcNow(),
            errors
        );
        errors.ThrowIfAny();
        if (await store.SaveAsync(subscription!, cancellationToken) is { } before)
        {
            // Somebody else uses the browser now.
            await AlignAsync(id with { Id = before }, cancellationToken);
        }

        foreach (var old in (await store.ListAsync(id.TenantId, id.Id, cancellationToken)).Skip(Most))
        {
            await store.DeleteAsync(id.TenantId, id.Id, old.Id, cancellationToken);
        }

        await AlignAsync(id, cancellationToken);
        return subscription;
    }

    /// <summary>Lists a contact's subscriptions, the one seen last first; null when there is no such contact.</summary>
    public async Task<IReadOnlyList<PushSubscription>?> ListAsync(ContactId id, CancellationToken cancellationToken) =>
        await contacts.FindAsync(id.TenantId, id.Id, cancellationToken) is null
            ? null
            : await store.ListAsync(id.TenantId, id.Id, cancellationToken);

    /// <summary>Deletes a subscription of a contact.</summary>
    /// <returns>False when the contact has none with this id.</returns>
    public async Task<bool> DeleteAsync(ContactId id, string subscription, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id.TenantId, subscription, cancellationToken) is not { } found || found.ContactId != id.Id)
        {
            return false;
        }

        await store.DeleteAsync(id.TenantId, id.Id, subscription, cancellationToken);
        await AlignAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Deletes the subscription that a push service says is gone. Repeating it changes nothing.</summary>
    public async Task ForgetAsync(string tenantId, string address, CancellationToken cancellationToken)
    {
        if (PushAddress.TryParse(address, out var id) && await store.FindAsync(tenantId, id, cancellationToken) is { } gone)
        {
            await store.DeleteAsync(tenantId, gone.ContactId, id, cancellationToken);
            await AlignAsync(new(tenantId, gone.ContactId), cancellationToken);
        }
    }

    private Task AlignAsync(ContactId id, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                if (await contacts.FindAsync(id.TenantId, id.Id, cancellationToken) is not { } contact)
                {
                    return;
                }

                var before = contact.Addresses.GetValueOrDefault(ChannelKind.Push);
                var newest = await store.ListAsync(id.TenantId, id.Id, cancellationToken) is [var first, ..] ? first.Address : null;
                if (before == newest || (before is not null && !PushAddress.TryParse(before, out _)))
                {
                    return;
                }

                var addresses = new Dictionary<ChannelKind, string>(contact.Addresses);
                addresses.Remove(ChannelKind.Push);
                if (newest is not null)
                {
                    addresses[ChannelKind.Push] = newest;
                }

                await contacts.SaveAsync(contact with { Addresses = addresses, UpdatedAt = time.GetUtcNow() }, cancellationToken);
            },
            ConflictRetry.FewRounds
        );
}
