using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Erasures;

/// <summary>The activities of erasures, and people to be erased: <c>user0</c> has the address of the first message of a run.</summary>
internal sealed class ErasureActivityFixture : IDisposable
{
    /// <summary>A scan that has begun.</summary>
    public static readonly ErasureScan Scan = new(Any.TenantId, "scan");

    private readonly ActivityFixture _activities = new();

    public ActivityFixture Activities => _activities;

    public Task<bool> BeginAsync(ErasureScan? scan = null) => _activities.CallAsync<BeginErasuresActivity, ErasureScan, bool>(scan ?? Scan);

    public Task<ErasureStep> EraseAsync(ErasureScan? scan = null) =>
        _activities.CallAsync<EraseFromLedgersActivity, ErasureScan, ErasureStep>(scan ?? Scan);

    public Task<bool> EndAsync(ErasureScan? scan = null) => _activities.CallAsync<EndErasuresActivity, ErasureScan, bool>(scan ?? Scan);

    /// <summary>Stores the erasure of a contact, as a process does that dies before anything else.</summary>
    public async Task<Erasure> RequestAsync(string contactId = "user0", string? subject = null)
    {
        var contact = await _activities.Contacts.SaveAsync(Samples.Contact(contactId, Any.TenantId), default);
        var id = $"01k9erasure-{contactId}";
        var person = new ErasedPerson(contact.Id, contact.Addresses, contact.CreatedAt);
        return await _activities.Erasures.AddAsync(
            new Erasure
            {
                TenantId = Any.TenantId,
                Id = id,
                Pseudonym = $"erased-{contactId}",
                Subject = subject ?? _activities.Get<ErasureSubjectProtector>().Protect(Any.TenantId, id, person),
                CreatedAt = Any.Now,
            },
            default
        );
    }

    public async Task<Erasure> StoredAsync(Erasure erasure) =>
        (await _activities.Erasures.FindAsync(erasure.TenantId, erasure.Id, default))!;

    public async Task<bool> ExistsAsync(string contactId) =>
        await _activities.Contacts.FindAsync(Any.TenantId, contactId, default) is not null;

    public async Task<LedgerMessage> FirstMessageAsync() => (await _activities.MessagesAsync())[0];

    public void Dispose() => _activities.Dispose();
}
