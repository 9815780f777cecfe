using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Quotas;

/// <summary>
/// The reservation of slots that all senders of all processes share: of the account's quota, and of the task's own where it is paced
/// itself. Unlimited sending costs no storage call.
/// </summary>
internal sealed class QuotaService(IQuotaStore store, TimeProvider time)
{
    // Of several processes that reserve all the time one wins every round: with ten of them the unluckiest needs some dozens.
    private const int Rounds = 200;

    private readonly QuotaLocks _locks = new();

    /// <summary>
    /// Reserves slots for messages of a task through an account, each at an instant that is free in both their quotas. The same claim
    /// again, after a crash, a durable wait or an exception, gets the same slots while they are good, and they are never counted twice.
    /// </summary>
    /// <param name="task">The task of the messages.</param>
    /// <param name="account">The account that sends them.</param>
    /// <param name="holder">One lane of one run.</param>
    /// <param name="claim">The attempt and its messages; another claim commits the slots of the one before.</param>
    /// <param name="wanted">The number of slots; it may become fewer, never none.</param>
    /// <param name="until">The window's close: no slot at it or after.</param>
    /// <param name="cancellationToken">Ends the wait; what was reserved by then is there for the same claim.</param>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Other processes were faster every time.</exception>
    public async Task<SlotResult> ReserveAsync(
        CampaignTask task,
        ChannelAccount account,
        string holder,
        string claim,
        int wanted,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        SlotRequest Request(QuotaPolicy policy) => policy.Request(holder, claim, wanted) with { Until = until };
        var limited = Limited(task, account);
        if (limited.Count is 0)
        {
            return SendQuota.Empty.Reserve(Request(QuotaPolicy.From(account)), time.GetUtcNow()).Answer;
        }

        SlotRequest[] requests = [.. limited.Select(Request)];
        SlotResult? result = null;
        await ChangeAsync(
            task.TenantId,
            limited,
            quotas =>
            {
                (var after, result) = QuotaSet.Reserve(quotas, requests, time.GetUtcNow());
                return after;
            },
            cancellationToken
        );
        return result!;
    }

    /// <summary>
    /// Releases the last slots of a claim's reservation and commits the others. Harmless when repeated, and when the reservation is gone.
    /// </summary>
    /// <param name="task">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="account">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="holder">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="claim">The claim of the reservation.</param>
    /// <param name="unused">The number of slots to release; zero commits all, for a lane that needs no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Other processes were faster every time.</exception>
    public Task ReleaseAsync(
        CampaignTask task,
        ChannelAccount account,
        string holder,
        string claim,
        int unused,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            task.TenantId,
            Limited(task, account),
            quotas => [.. quotas.Select(quota => quota.ReservationOf(holder)?.Claim == claim ? quota.Release(holder, unused) : quota)],
            cancellationToken
        );

    // The account's before the task's, everywhere: so no holder of a task's lock waits for an account's.
    private static List<QuotaPolicy> Limited(CampaignTask task, ChannelAccount account) =>
        [.. new[] { QuotaPolicy.From(account), QuotaPolicy.From(task) }.Where(policy => !policy.IsFree)];

    private async Task ChangeAsync(
        string tenantId,
        List<QuotaPolicy> policies,
        Func<IReadOnlyList<SendQuota>, IReadOnlyList<SendQuota>> change,
        CancellationToken cancellationToken
    )
    {
        List<QuotaLockHandle> held = [];
        try
        {
            foreach (var policy in policies)
            {
                held.Add(await _locks.EnterAsync(tenantId, policy.Scope, cancellationToken));
            }

            await ConflictRetry.RetryAsync(
                async () =>
                {
                    while (!await TryChangeAsync(held, change, cancellationToken))
                    {
                        // Decided from memory that may be old: the next round reads.
                    }
                },
                Rounds
            );
        }
        finally
        {
            held.ForEach(one => one.Dispose());
        }
    }

    private async Task<bool> TryChangeAsync(
        List<QuotaLockHandle> held,
        Func<IReadOnlyList<SendQuota>, IReadOnlyList<SendQuota>> change,
        CancellationToken cancellationToken
    )
    {
        List<SendQuota> quotas = [];
        foreach (var one in held)
        {
            quotas.Add(await one.ReadAsync(store, cancellationToken));
        }

        var (after, isSure) = (change(quotas), true);
        for (var i = 0; i < held.Count; i++)
        {
            isSure &= await held[i].SaveAsync(store, after[i], cancellationToken);
        }

        return isSure;
    }
}
