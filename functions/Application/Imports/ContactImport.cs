using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>The storing of a part's contacts: different contacts in parallel, records of the same one in the file's order.</summary>
internal sealed class ContactImport(
    IContactStore store,
    ISettingsStore settings,
    ContactQuota quota,
    FactPublisher publisher,
    TimeProvider time
)
{
    private const int AtOnce = 8;

    public async Task<ChunkResult> SaveAsync(string tenantId, IReadOnlyList<ContactRecord> records, CancellationToken cancellationToken)
    {
        var (stored, unchanged, created) = (0, 0, 0);
        List<ImportError> rejected = [];
        List<Contact> valid = [];
        var home = (await settings.ReadAsync(tenantId, cancellationToken)).Country;
        var room = await quota.RoomAsync(tenantId, cancellationToken);
        await Parallel.ForEachAsync(
            records.GroupBy(record => record.Request.Id ?? "", StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (same, stop) =>
            {
                foreach (var record in same)
                {
                    var errors = new ValidationErrors();
                    var (result, contact) = await SaveAsync(tenantId, record, home, room, errors, stop);
                    if (contact is not null)
                    {
                        lock (valid)
                        {
                            valid.Add(contact);
                        }
                    }

                    if (result is not Result.None)
                    {
                        Interlocked.Increment(ref stored);
                        Interlocked.Add(ref created, result is Result.Created ? 1 : 0);
                    }
                    else if (errors.IsEmpty)
                    {
                        Interlocked.Increment(ref unchanged);
                    }
                    else
                    {
                        lock (rejected)
                        {
                            rejected.Add(ImportChunkProcessor.ErrorOf(record.Line, errors));
                        }
                    }
                }
            }
        );
        await quota.CountAsync(tenantId, created);
        await publisher.PublishAsync(tenantId, valid.SelectMany(ContactFacts.Of));
        return new ChunkResult(stored, unchanged, rejected);
    }

    /// <returns>What changed, and the contact as it is stored; null when the record is faulty.</returns>
    private async Task<(Result Result, Contact? Contact)> SaveAsync(
        string tenantId,
        ContactRecord record,
        string? home,
        ContactRoom room,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var definition = record.Request.ToDefinition(record.Given) with { DefaultSource = "import", KeepsOptOuts = true };
        var id = new ContactId(tenantId, record.Request.Id ?? "");
        return await ConflictRetry.RetryAsync(
            async () =>
            {
                var before = await store.FindAsync(tenantId, id.Id, cancellationToken);
                if (definition.Check(id, before, home, isPatch: true, time.GetUtcNow(), errors) is not { } contact)
                {
                    return (Result.None, (Contact?)null);
                }

                if (before is not null && contact.SaysTheSameAs(before))
                {
                    return (Result.None, before);
                }

                if (before is null && !room.TryTake())
                {
                    errors.Add("id", room.Exceeded().Message);
                    return (Result.None, null);
                }

                await store.SaveAsync(contact, cancellationToken);
                return (before is null ? Result.Created : Result.Changed, contact);
            },
            ConflictRetry.FewRounds
        );
    }

    private enum Result
    {
        None,
        Changed,
        Created,
    }
}
