using CampaignTasks.Domain;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Quotas;

/// <summary>The hold of one sender on a <see cref="QuotaLock"/>.</summary>
internal sealed class QuotaLockHandle(QuotaLock held, QuotaLocks locks) : IDisposable
{
    private bool _isFresh;

    /// <summary>Returns the quota as this process knows it, read if it does not.</summary>
    public async Task<SendQuota> ReadAsync(IQuotaStore store, CancellationToken cancellationToken)
    {
        if (held.Known is null)
        {
            held.Known = await store.ReadAsync(held.TenantId, held.Scope, cancellationToken);
            _isFresh = true;
        }

        return held.Known;
    }

    /// <summary>
    /// Saves the quota that a decision left; one that it did not change proves nothing unless it was read under this lock.
    /// </summary>
    /// <returns>False when the decision was made from memory that may be old: read and decide again.</returns>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Another process was faster: read and decide again.</exception>
    public async Task<bool> SaveAsync(IQuotaStore store, SendQuota after, CancellationToken cancellationToken)
    {
        var known = held.Known;
        held.Known = null;
        if (ReferenceEquals(after, known))
        {
            held.Known = _isFresh ? known : null;
            return _isFresh;
        }

        held.Known = await store.SaveAsync(held.TenantId, held.Scope, after, cancellationToken);
        _isFresh = true;
        return true;
    }

    public void Dispose() => locks.Release(held);
}
