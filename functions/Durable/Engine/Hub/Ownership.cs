using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>The lease: who may run the hub's instances.</summary>
/// <remarks>
/// <para><b>No clocks are compared.</b> A contender takes over when it has watched the same lease version for a whole
/// <see cref="DurableHubOptions.LeaseDuration"/> of its own monotonic time. An owner counts from before it sent the renewal that succeeded last, and
/// stops believing in itself a renewal interval earlier (<see cref="IsValid"/>). So two processes believe at the same time only if one was stalled between looking
/// and acting, or its machine was suspended.</para>
/// <para><b>That remaining case is fenced.</b> Every takeover raises the epoch; every commit names the version of the state it was made from; a new owner writes its
/// epoch into each instance before it relies on what it has read. A late commit of the old owner therefore either comes first, and the
/// new owner reads its result, or fails on the version and makes the old owner look at the lease. Instances the new owner has not read yet
/// cannot strand: what makes the old owner write to one (a message, a due timer, an activity's end) is in the inbox, in the due
/// index or in the history, where the new owner's recovery looks, and where its sweeps look again.</para>
/// <para><b>Restart without waiting.</b> The lease names its process. On the same machine a successor takes it at once when that process is gone,
/// told by id and start time; a request it left in flight is fenced like any other late one.</para>
/// </remarks>
internal sealed class Ownership(IHubStore store, OwnerIdentity identity, DurableHubOptions options, TimeProvider time, ILogger logger)
{
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private long _validFrom;
    private volatile HubLease? _held;

    public long Epoch => _held?.Epoch ?? 0;

    /// <summary>True while no other process can have taken over.</summary>
    public bool IsValid => _held is not null && time.GetElapsedTime(Interlocked.Read(ref _validFrom)) < options.LeaseDuration - options.RenewInterval;

    /// <summary>Waits until this process is the owner.</summary>
    public async Task<long> AcquireAsync(CancellationToken cancellationToken)
    {
        HubLease? watched = null;
        for (var since = time.GetTimestamp(); ; await Task.Delay(options.PollInterval, time, cancellationToken))
        {
            var found = await store.ReadLeaseAsync(cancellationToken);
            if (found?.Version != watched?.Version || watched is null)
            {
                if (found is not null && watched?.Owner != found.Owner && !IsFree(found)) logger.StandingBy(options.HubName, found.ProcessId, found.Machine);
                (watched, since) = (found, time.GetTimestamp());
            }

            var free = found is null || IsFree(found) || time.GetElapsedTime(since) >= options.LeaseDuration;
            if (free && await TryTakeAsync(found, cancellationToken)) return Epoch;
        }
    }

    /// <summary>Renews until the lease is lost; a lease that cannot be renewed in time counts as lost.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (_held is not null)
        {
            await Task.Delay(options.RenewInterval, time, cancellationToken);
            await RenewAsync(cancellationToken);
        }
    }

    /// <summary>Asks storage now whether this process is still the owner: an instance of a later epoch was seen.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_held is not { } held) return;
        using var timeout = new CancellationTokenSource(options.RenewInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var sent = time.GetTimestamp();
            var renewed = await store.TryWriteLeaseAsync(held with { Renewals = held.Renewals + 1 }, either.Token)
                ?? await FindOwnAsync(held, either.Token);
            if (renewed is not null) Interlocked.Exchange(ref _validFrom, sent);
            _held = renewed;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LeaseNotRenewed(e, options.HubName);
            if (!IsValid) _held = null;
        }
    }

    /// <summary>Gives the lease up, so that a successor need not wait. Failing to do so costs the successor a lease duration.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_held is not { } held) return;
        _held = null;
        if (await store.TryWriteLeaseAsync(held with { Released = true }, cancellationToken) is not null) logger.LeaseReleased(options.HubName, held.Epoch);
    }

    /// <summary>Stops believing, without telling storage.</summary>
    public void Forget() => _held = null;

    private bool IsFree(HubLease lease) => lease.Released || lease.Owner == _owner || identity.IsGone(lease);

    private async Task<bool> TryTakeAsync(HubLease? found, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        var wanted = new HubLease(
            _owner, (found?.Epoch ?? 0) + 1, 0, identity.Machine, identity.ProcessId, identity.ProcessStart, false, found?.Version);
        var taken = await store.TryWriteLeaseAsync(wanted, cancellationToken);
        if (taken is null) return false;
        Interlocked.Exchange(ref _validFrom, sent);
        _held = taken;
        return true;
    }

    // The write may have succeeded while its answer was lost.
    private async Task<HubLease?> FindOwnAsync(HubLease held, CancellationToken cancellationToken) =>
        await store.ReadLeaseAsync(cancellationToken) is { Released: false } found && found.Owner == held.Owner && found.Epoch == held.Epoch ? found : null;
}
