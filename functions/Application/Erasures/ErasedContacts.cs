using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>
/// The erased contacts that running imports must not store again. An erasure stays open until imports sent before it have ended.
/// </summary>
internal sealed class ErasedContacts(IErasureStore store, ErasureSubjectProtector subjects, ContactEraser eraser)
{
    private const int Most = 10_000;

    /// <summary>
    /// Returns the contacts deleted since an instant that files sent before it may still contain. Mostly none; it costs one request.
    /// </summary>
    public async Task<IReadOnlySet<string>> SinceAsync(string tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await PeopleAsync(tenantId, since, cancellationToken)).Select(person => person.ContactId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Erases again the contacts that were deleted while records of them were being stored.</summary>
    /// <param name="tenantId">The tenant of the contacts.</param>
    /// <param name="since">When the file was sent.</param>
    /// <param name="known">The contacts already left out, as <see cref="SinceAsync"/> returned them.</param>
    /// <param name="stored">The contacts of the stored records.</param>
    /// <param name="cancellationToken">Cancels it; storing the part again repeats it.</param>
    public async Task EraseAgainAsync(
        string tenantId,
        DateTimeOffset since,
        IReadOnlySet<string> known,
        IEnumerable<string?> stored,
        CancellationToken cancellationToken
    )
    {
        var late = (await PeopleAsync(tenantId, since, cancellationToken)).Where(person => !known.Contains(person.ContactId)).ToList();
        foreach (var person in late.Count is 0 ? [] : late.IntersectBy(stored, person => person.ContactId))
        {
            await eraser.EraseAllAsync(tenantId, person, cancellationToken);
        }
    }

    private async Task<IEnumerable<ErasedPerson>> PeopleAsync(string tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await store.ListOpenAsync(tenantId, Most, cancellationToken))
            .Where(erasure => erasure.CreatedAt >= since)
            .Select(subjects.TryUnprotect)
            .OfType<ErasedPerson>();
}
