using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// Decides through which account a lane sends next, and when: its own account while it can; when that one's day is used up, or it rests or is stopped,
/// the next of the task's. A message whose attempt may have been taken waits for the account that made it.
/// </summary>
internal sealed class SlotAllocator(LaneContext setup, TimeProvider time)
{
    /// <param name="page">The page, as stored.</param>
    /// <param name="index">An owed message on it: the first that is wanted.</param>
    /// <param name="closes">When the window closes: no slot from then on.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    public async Task<SlotResult> NextAsync(LedgerPage page, int index, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        DateTimeOffset? later = null;
        foreach (var account in setup.Accounts.Where(account => setup.IsActive(account) && page.Messages[index].IsPendingFor(account.Id)))
        {
            switch (await AskAsync(account, page, index, closes, cancellationToken))
            {
                case SlotResult.Deferred wait:
                    later = wait.At < later ? wait.At : later ?? wait.At;
                    break;
                case var turn:
                    return turn;
            }
        }

        return later is { } at ? new SlotResult.Deferred(at) : new SlotResult.NoAccount();
    }

    /// <summary>Gives back the slots of a turn that were not used.</summary>
    public Task GiveBackAsync(SlotResult.Granted turn, int unused) => unused <= 0 ? Task.CompletedTask : ReturnAsync(turn, unused);

    /// <summary>Says that a turn's slots are used, for a lane that asks for nothing more.</summary>
    public Task EndAsync(SlotResult.Granted turn) => ReturnAsync(turn, unused: 0);

    private CampaignTask PacedBy(Pacing pacing) => setup.CampaignTask with { Plan = setup.CampaignTask.Plan with { Pacing = pacing } };

    private Task ReturnAsync(SlotResult.Granted turn, int unused) => setup.Quotas.ReleaseAsync(
        PacedBy(turn.TaskPacing), turn.Account.Open.Account, setup.Holder, turn.Reservation.Claim, unused, CancellationToken.None);

    private async Task<SlotResult> AskAsync(LaneAccount account, LedgerPage page, int index, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        if (account.Gate.IsClosed)
        {
            return new SlotResult.Deferred(account.Gate.ClosedUntil);
        }

        var pacing = setup.PacingAt(page.Number, index);
        var most = setup.Run.CatchUpFrom(page.Number, index) is > 0 and var overdue ? Math.Min(overdue, account.ClaimSize(pacing)) : account.ClaimSize(pacing);
        var task = PacedBy(pacing);
        var wanted = page.Claimable(account.Id, index, most);

        // The same claim asked again gets the same slot; a second attempt at a message is another one.
        var claim = $"{page.Number}:{index}:{page.Messages[index].Attempts}";
        return await setup.Quotas.ReserveAsync(task, account.Open.Account, setup.Holder, claim, wanted, closes, cancellationToken) switch
        {
            ReservationResult.Granted(var lease) => new SlotResult.Granted(account, pacing, lease),
            ReservationResult.NotBefore(var at, _) => new SlotResult.Deferred(at > time.GetUtcNow() ? at : time.GetUtcNow()),
            var answer => throw new InvalidOperationException($"No rule for {answer.GetType().Name}."),
        };
    }
}
