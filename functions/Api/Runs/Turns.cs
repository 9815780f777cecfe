using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Api.Runs;

/// <summary>What a sender gets when it asks to send on.</summary>
internal abstract record Turn
{
    private Turn() { }

    /// <summary>As many messages as are leased may go through this account, each at its slot's time; where nothing is paced that is at once.</summary>
    public sealed record Go(LaneAccount Account, Pacing TaskPacing, SlotLease Lease) : Turn
    {
        /// <summary>Whether its slots are counted or timed; else as many may leave as like to.</summary>
        public bool IsCounted => TaskPacing.IsLimited || Account.Open.Account.Pacing.IsLimited;
    }

    /// <summary>Nothing may leave before this instant.</summary>
    public sealed record Later(DateTimeOffset At) : Turn;

    /// <summary>No account is left that may send this message.</summary>
    public sealed record Stranded : Turn;
}

/// <summary>
/// Decides through which account a lane sends next, and when: its own account while it can; when that one's day is used up, or it rests or is stopped,
/// the next of the task's. A message whose attempt may have been taken waits for the account that made it.
/// </summary>
internal sealed class Turns(LaneSetup setup, TimeProvider time)
{
    /// <param name="page">The page, as stored.</param>
    /// <param name="index">An owed message on it: the first that is wanted.</param>
    /// <param name="closes">When the window closes: no slot from then on.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    public async Task<Turn> NextAsync(LedgerPage page, int index, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        DateTimeOffset? later = null;
        foreach (var account in setup.Accounts.Where(account => setup.IsActive(account) && page.Messages[index].IsOwedTo(account.Id)))
        {
            switch (await AskAsync(account, page, index, closes, cancellationToken))
            {
                case Turn.Later wait:
                    later = wait.At < later ? wait.At : later ?? wait.At;
                    break;
                case var turn:
                    return turn;
            }
        }

        return later is { } at ? new Turn.Later(at) : new Turn.Stranded();
    }

    /// <summary>Gives back the slots of a turn that were not used.</summary>
    public Task GiveBackAsync(Turn.Go turn, int unused) => unused <= 0 ? Task.CompletedTask : ReturnAsync(turn, unused);

    /// <summary>Says that a turn's slots are used, for a lane that asks for nothing more.</summary>
    public Task EndAsync(Turn.Go turn) => ReturnAsync(turn, unused: 0);

    private Task ReturnAsync(Turn.Go turn, int unused) => setup.Budgets.ReturnAsync(
        setup.CampaignTask with { Pacing = turn.TaskPacing }, turn.Account.Open.Account, setup.Holder, turn.Lease.Claim, unused, CancellationToken.None);

    private async Task<Turn> AskAsync(LaneAccount account, LedgerPage page, int index, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        if (account.Gate.IsClosed)
        {
            return new Turn.Later(account.Gate.ClosedUntil);
        }

        var pacing = setup.PacingAt(page.Number, index);
        var most = setup.Run.CatchUpFrom(page.Number, index) is > 0 and var overdue ? Math.Min(overdue, account.ClaimSize(pacing)) : account.ClaimSize(pacing);
        var task = setup.CampaignTask with { Pacing = pacing };
        var wanted = page.Claimable(account.Id, index, most);

        // The same claim asked again gets the same slot; a second attempt at a message is another one.
        var claim = $"{page.Number}:{index}:{page.Messages[index].Attempts}";
        return await setup.Budgets.TakeAsync(task, account.Open.Account, setup.Holder, claim, wanted, closes, cancellationToken) switch
        {
            LeaseAnswer.Granted(var lease) => new Turn.Go(account, pacing, lease),
            LeaseAnswer.NotBefore(var at, _) => new Turn.Later(at > time.GetUtcNow() ? at : time.GetUtcNow()),
            var answer => throw new InvalidOperationException($"No rule for {answer.GetType().Name}."),
        };
    }
}
