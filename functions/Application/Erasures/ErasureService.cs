using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>The use case of erasing a contact: its own data at once, its name in ledgers soon after.</summary>
internal sealed class ErasureService(
    IErasureStore store,
    ErasureRequests requests,
    ErasureSubjectProtector subjects,
    IErasureRunner runner,
    TimeProvider time,
    ILogger<ErasureService> logger
)
{
    /// <summary>Erases a contact. Once the erasure is stored, it is carried out even after a crash.</summary>
    /// <param name="id">The erasure's id.</param>
    /// <param name="contact">The stored contact.</param>
    /// <param name="cancellationToken">Cancels it before it is stored.</param>
    public async Task<Erasure> EraseAsync(string id, Contact contact, CancellationToken cancellationToken)
    {
        var person = new ErasedPerson(contact.Id, contact.Addresses, contact.CreatedAt);
        var erasure = await store.AddAsync(
            new Erasure
            {
                TenantId = contact.TenantId,
                Id = id,
                Pseudonym = ErasureSubjectProtector.NewPseudonym(),
                Subject = subjects.Protect(contact.TenantId, id, person),
                CreatedAt = time.GetUtcNow(),
            },
            cancellationToken
        );

        // Stored: it is carried out even if the caller has disconnected.
        erasure = await requests.EraseOwnDataAsync(erasure, person, CancellationToken.None);
        try
        {
            await runner.StartAsync(contact.TenantId, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.ErasureNotStarted(e, id);
        }

        return erasure;
    }
}
