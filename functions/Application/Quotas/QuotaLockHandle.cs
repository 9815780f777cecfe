using CampaignTasks.Domain;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Quotas;

/// <summary>One sender's turn at a budget.</summary>
internal sealed class QuotaLockHandle(QuotaLock place, QuotaLocks places) : IDisposable
{
    private bool _isFresh;

    /// <summary>The budget as this process knows it, read if it does not.</summary>
    public async Task<SendQuota> ReadAsync(IQuotaStore store, CancellationToken cancellationToken)
    {
        if (place.Known is null)
        {
            place.Known = await store.ReadAsync(place.TenantId, place.Scope, cancellationToken);
            _isFresh = true;
        }

        return place.Known;
    }

    /// <summary>
    /// Saves the budget that a decision left; one that it did not change proves nothing unless it was read in this turn.
    /// </summary>
    /// <returns>False when the decision was made from memory that may be old: read and decide again.</returns>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Another process was faster: read and decide again.</exception>
    public async Task<bool> SaveAsync(IQuotaStore store, SendQuota after, CancellationToken cancellationToken)
    {
        var known = place.Known;
        place.Known = null;
        if (ReferenceEquals(after, known))
        {
            place.Known = _isFresh ? known : null;
            return _isFresh;
        }

        place.Known = await store.SaveAsync(place.TenantId, place.Scope, after, cancellationToken);
        _isFresh = true;
        return true;
    }

    public void Dispose() => places.Leave(place);
}
