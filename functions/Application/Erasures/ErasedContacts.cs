using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>Tells files that are being taken in of whom they must not bring back: an erasure stays open until those sent before it are through.</summary>
internal sealed class ErasedContacts(IErasureStore store, ErasureSubjectProtector subjects, ContactEraser eraser)
{
    private const int Most = 10_000;

    /// <summary>The contacts that were deleted since an instant, as far as files sent before may still tell of them. Mostly nobody, for one request.</summary>
    public async Task<IReadOnlySet<string>> SinceAsync(string tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await PeopleAsync(tenantId, since, cancellationToken)).Select(person => person.ContactId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Erases once more those who were deleted while what a file tells of them was being stored.</summary>
    /// <param name="tenantId">Whose contacts.</param>
    /// <param name="since">When the file was sent.</param>
    /// <param name="known">Those who were left out, as <see cref="SinceAsync"/> said before.</param>
    /// <param name="stored">The contacts that something was stored of.</param>
    /// <param name="cancellationToken">Ends it; storing the part again repeats it.</param>
    public async Task EraseAgainAsync(string tenantId, DateTimeOffset since, IReadOnlySet<string> known, IEnumerable<string?> stored, CancellationToken cancellationToken)
    {
        var late = (await PeopleAsync(tenantId, since, cancellationToken)).Where(person => !known.Contains(person.ContactId)).ToList();
        foreach (var person in late.Count is 0 ? [] : late.IntersectBy(stored, person => person.ContactId))
        {
            await eraser.EraseAllAsync(tenantId, person, cancellationToken);
        }
    }

    private async Task<IEnumerable<ErasedPerson>> PeopleAsync(string tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await store.ListOpenAsync(tenantId, Most, cancellationToken)).Where(erasure => erasure.CreatedAt >= since).Select(subjects.TryOpen).OfType<ErasedPerson>();
}
