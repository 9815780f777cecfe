using System.Runtime.CompilerServices;
using CampaignTasks.Application.Exports;
using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Contacts;

/// <summary>The use cases of contacts.</summary>
internal sealed class ContactService(
    IContactStore store,
    ISettingsStore settings,
    ContactQuota quota,
    FactPublisher publisher,
    TimeProvider time
)
{
    private const int ProfilesAtOnce = 200;

    /// <summary>Stores what a caller says of a contact; when somebody else changes it at once, on top of that.</summary>
    /// <param name="id">The contact.</param>
    /// <param name="definition">The new values.</param>
    /// <param name="isPatch">Whether absent fields stay as they are.</param>
    /// <param name="precondition">Throws when the stored version (null: there is none) is not the one the caller expects.</param>
    /// <param name="cancellationToken">Cancels the change before it is stored.</param>
    /// <exception cref="ValidationException">The definition is not valid.</exception>
    /// <exception cref="QuotaExceededException">It is new, and the tenant has as many contacts as it may.</exception>
    /// <exception cref="ConcurrencyConflictException">Others changed the contact again and again.</exception>
    public async Task<(ContactProfile Profile, bool IsNew)> SaveAsync(
        ContactId id,
        ContactDefinition definition,
        bool isPatch,
        Action<string?> precondition,
        CancellationToken cancellationToken
    )
    {
        var (contact, isNew) = await ConflictRetry.RetryAsync(
            async () =>
            {
                var before = await store.FindAsync(id.TenantId, id.Id, cancellationToken);
                precondition(before?.ETag);
                var errors = new ValidationErrors();
                var home = (await settings.ReadAsync(id.TenantId, cancellationToken)).Country;
                var contact = definition.Check(id, before, home, isPatch, time.GetUtcNow(), errors);
                errors.ThrowIfAny();
                if (before is null)
                {
                    await quota.EnsureRoomAsync(id.TenantId, cancellationToken);
                }

                return (await store.SaveAsync(contact!, cancellationToken), before is null);
            },
            time,
            cancellationToken
        );
        await quota.CountAsync(id.TenantId, isNew ? 1 : 0);
        await publisher.PublishAsync(id.TenantId, ContactFacts.Of(contact));
        return ((await ProfilesAsync(id.TenantId, [contact], cancellationToken))[0], isNew);
    }

    /// <summary>Finds a contact; null when there is none.</summary>
    public async Task<ContactProfile?> FindAsync(ContactId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id.TenantId, id.Id, cancellationToken) is { } contact
            ? (await ProfilesAsync(id.TenantId, [contact], cancellationToken))[0]
            : null;

    /// <inheritdoc cref="IContactStore.ListAsync"/>
    public async Task<CursorPage<ContactProfile>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(tenantId, limit, cursor, cancellationToken);
        return new CursorPage<ContactProfile>(await ProfilesAsync(tenantId, page.Items, cancellationToken), page.Next);
    }

    /// <summary>Lists the contacts whose id begins with a text.</summary>
    /// <exception cref="ValidationException">No id begins like that.</exception>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    public async Task<CursorPage<ContactProfile>> SearchAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (!ExternalId.IsValid($"{idPrefix}a") && !ExternalId.IsValid(idPrefix))
        {
            throw Invalid("search", $"It finds the contacts whose id begins with it, and no id begins like that: {ExternalId.Form}.");
        }

        var page = await store.SearchAsync(tenantId, idPrefix, limit, cursor, cancellationToken);
        return new CursorPage<ContactProfile>(await ProfilesAsync(tenantId, page.Items, cancellationToken), page.Next);
    }

    /// <summary>
    /// Finds the contacts with an address, as the index of addresses leads to them: the contact stored last of those that share it.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null for all channels that have such addresses.</param>
    /// <param name="address">The address as it was typed.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ValidationException">The channel, or any channel, has no such address.</exception>
    public async Task<IReadOnlyList<ContactProfile>> FindByAddressAsync(
        string tenantId,
        ChannelKind? channel,
        string address,
        CancellationToken cancellationToken
    )
    {
        var home = (await settings.ReadAsync(tenantId, cancellationToken)).Country;
        var readings = (channel is { } one ? [one] : Enum.GetValues<ChannelKind>())
            .Select(kind => (Channel: kind, Reading: ChannelAddress.Normalize(kind, address, home)))
            .ToList();
        if (readings.TrueForAll(found => found.Reading.Address is null))
        {
            throw Invalid("address", readings[0].Reading.Fault ?? "It is not an address.");
        }

        List<Contact> found = [];
        foreach (var (kind, reading) in readings.Where(found => found.Reading.Address is not null))
        {
            var known = await store.FindByAddressAsync(tenantId, kind, [reading.Address!], cancellationToken);
            found.AddRange(known.Select(entry => entry.Contact).OfType<Contact>());
        }

        return await ProfilesAsync(tenantId, [.. found.DistinctBy(contact => contact.Id, StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>Streams all contacts behind one, in the order of <see cref="ListAsync"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="after">The id of the contact to go on behind, whether or not it is still there; null to begin.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException"><paramref name="after"/> is no id.</exception>
    public async IAsyncEnumerable<ContactProfile> ReadAllAsync(
        string tenantId,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (after is not null && !ExternalId.IsValid(after))
        {
            throw ExportPosition.Invalid("It is not the id of a contact: give the id of the last contact that you have.");
        }

        var all = store.ReadAllAsync(tenantId, after is null ? null : ContactKey.Of(after), cancellationToken);
        await foreach (var batch in all.Chunk(ProfilesAtOnce).WithCancellation(cancellationToken))
        {
            foreach (var profile in await ProfilesAsync(tenantId, batch, cancellationToken))
            {
                yield return profile;
            }
        }
    }

    private async Task<IReadOnlyList<ContactProfile>> ProfilesAsync(
        string tenantId,
        IReadOnlyList<Contact> contacts,
        CancellationToken cancellationToken
    )
    {
        var profiles = contacts.ToDictionary(
            contact => contact.Id,
            contact => new ContactProfile(contact, new Dictionary<ChannelKind, Suppression>()),
            StringComparer.Ordinal
        );
        foreach (var channel in contacts.SelectMany(contact => contact.Addresses.Keys).Distinct())
        {
            Contact[] reached = [.. contacts.Where(contact => contact.Addresses.ContainsKey(channel))];
            var records = await store.FindRecordsAsync(
                tenantId,
                channel,
                [.. reached.Select(contact => contact.Addresses[channel])],
                cancellationToken
            );
            foreach (var (contact, record) in reached.Zip(records))
            {
                profiles[contact.Id] = With(profiles[contact.Id], channel, record);
            }
        }

        return [.. contacts.Select(contact => profiles[contact.Id])];
    }

    private static ContactProfile With(ContactProfile profile, ChannelKind channel, AddressRecord record)
    {
        var contact = profile.Contact;
        return new ContactProfile(
            contact.ConsentTo(channel, record.Consent) is { } consent ? contact.With(channel, consent, contact.UpdatedAt) : contact,
            record.Suppression is { } suppression
                ? new Dictionary<ChannelKind, Suppression>(profile.Suppressions) { [channel] = suppression }
                : profile.Suppressions
        );
    }

    private static ValidationException Invalid(string field, string message)
    {
        var errors = new ValidationErrors();
        errors.Add(field, message);
        return new ValidationException(errors);
    }
}
