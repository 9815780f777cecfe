using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Quotas;

/// <summary>
/// Leases slots from what all senders of all processes share: the account's budget, and the task's own where it is paced itself. What is not limited
/// costs no storage call.
/// </summary>
internal sealed class QuotaService(IQuotaStore store, TimeProvider time)
{
    // Of several processes that are always at it one wins every round: with ten of them the unluckiest needs some dozens.
    private const int Rounds = 200;

    private readonly QuotaLocks _places = new();

    /// <summary>
    /// Leases slots for messages of a task through an account, each at an instant that both their budgets have free. Asking with the same claim again,
    /// after a crash, a durable wait or an exception, gives the same slots while they are good, and never counts them twice.
    /// </summary>
    /// <param name="task">Whose messages.</param>
    /// <param name="account">What they leave through.</param>
    /// <param name="holder">One lane of one run.</param>
    /// <param name="claim">Which attempt at which messages; another one says that the slots of the former are used.</param>
    /// <param name="wanted">How many slots; it may become fewer, never none.</param>
    /// <param name="until">The window's close: no slot at it or after.</param>
    /// <param name="cancellationToken">Ends the wait; what was leased by then is there for the same claim.</param>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Other processes were faster every time.</exception>
    public async Task<SlotResult> ReserveAsync(
        CampaignTask task, ChannelAccount account, string holder, string claim, int wanted, DateTimeOffset until, CancellationToken cancellationToken)
    {
        SlotRequest Ask(QuotaPolicy terms) => terms.Ask(holder, claim, wanted) with { Until = until };
        var limited = Limited(task, account);
        if (limited.Count is 0)
        {
            return SendQuota.Empty.Reserve(Ask(QuotaPolicy.From(account)), time.GetUtcNow()).Answer;
        }

        SlotRequest[] requests = [.. limited.Select(Ask)];
        SlotResult? answer = null;
        await ChangeAsync(task.TenantId, limited, budgets =>
        {
            (var after, answer) = QuotaSet.Reserve(budgets, requests, time.GetUtcNow());
            return after;
        }, cancellationToken);
        return answer!;
    }

    /// <summary>Says how many slots of a claim's lease were not used, the last ones of it; the others were. Harmless when repeated, and when the lease is gone.</summary>
    /// <param name="task">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="account">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="holder">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="claim">The claim of the lease.</param>
    /// <param name="unused">Zero when all of them were used: so a lane ends that asks for nothing more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CampaignTasks.Domain.ConcurrencyConflictException">Other processes were faster every time.</exception>
    public Task ReleaseAsync(CampaignTask task, ChannelAccount account, string holder, string claim, int unused, CancellationToken cancellationToken) =>
        ChangeAsync(
            task.TenantId,
            Limited(task, account),
            budgets => [.. budgets.Select(budget => budget.ReservationOf(holder)?.Claim == claim ? budget.Release(holder, unused) : budget)],
            cancellationToken);

    // The account's before the task's, everywhere: so nobody who has a task's turn waits for an account's.
    private static List<QuotaPolicy> Limited(CampaignTask task, ChannelAccount account) =>
        [.. new[] { QuotaPolicy.From(account), QuotaPolicy.From(task) }.Where(terms => !terms.IsFree)];

    private async Task ChangeAsync(
        string tenantId, List<QuotaPolicy> terms, Func<IReadOnlyList<SendQuota>, IReadOnlyList<SendQuota>> change, CancellationToken cancellationToken)
    {
        List<QuotaLockHandle> turns = [];
        try
        {
            foreach (var one in terms)
            {
                turns.Add(await _places.EnterAsync(tenantId, one.Scope, cancellationToken));
            }

            await ConflictRetry.RetryAsync(async () =>
            {
                while (!await TryChangeAsync(turns, change, cancellationToken))
                {
                    // Decided from memory that may be old: the next round reads.
                }
            }, Rounds);
        }
        finally
        {
            turns.ForEach(turn => turn.Dispose());
        }
    }

    private async Task<bool> TryChangeAsync(
        List<QuotaLockHandle> turns, Func<IReadOnlyList<SendQuota>, IReadOnlyList<SendQuota>> change, CancellationToken cancellationToken)
    {
        List<SendQuota> budgets = [];
        foreach (var turn in turns)
        {
            budgets.Add(await turn.ReadAsync(store, cancellationToken));
        }

        var (after, isSure) = (change(budgets), true);
        for (var i = 0; i < turns.Count; i++)
        {
            isSure &= await turns[i].SaveAsync(store, after[i], cancellationToken);
        }

        return isSure;
    }
}
