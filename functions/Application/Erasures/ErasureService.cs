using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>Erases people: what is kept of them at once, what ledgers say of them soon after.</summary>
internal sealed class ErasureService(
    IErasureStore store, ErasureRequests notes, ErasureSubjectProtector subjects, IErasureRunner runner, TimeProvider time, ILogger<ErasureService> logger)
{
    /// <summary>Erases a contact. Once it is stored it is carried out, whatever happens.</summary>
    /// <param name="id">The erasure's id.</param>
    /// <param name="contact">The contact as it is.</param>
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
                Subject = subjects.Seal(contact.TenantId, id, person),
                CreatedAt = time.GetUtcNow(),
            },
            cancellationToken);

        // Stored: whether or not the caller still listens, it is carried out.
        erasure = await notes.EraseOwnDataAsync(erasure, person, CancellationToken.None);
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
