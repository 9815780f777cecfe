using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.App.Runs;

/// <summary>Sends the claimed messages of one page, several at a time, each only while the run is not halted and the account's gate is open.</summary>
internal sealed class SendBatch(LaneSetup setup, ILogger logger)
{
    /// <summary>The first failure of a run that stops on failure.</summary>
    public string? Failure { get; private set; }

    /// <summary>What stops the account or pauses the task; null while all is well.</summary>
    public AccountFault? Fault { get; private set; }

    /// <summary>Makes at most one attempt per message.</summary>
    /// <returns>One settlement for every claimed message, in order.</returns>
    public async Task<IReadOnlyList<Settlement>> SendAsync(LedgerPage page, IReadOnlyList<int> claimed, CancellationToken cancellationToken)
    {
        var settlements = new Settlement[claimed.Count];
        using var halted = CancellationTokenSource.CreateLinkedTokenSource(setup.Control.Halted, cancellationToken);
        var next = -1;
        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < claimed.Count; i = Interlocked.Increment(ref next))
            {
                settlements[i] = await SendOneAsync(page, claimed[i], halted.Token);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(setup.Parallel, claimed.Count)).Select(_ => WorkAsync()));
        return settlements;
    }

    private async Task<Settlement> SendOneAsync(LedgerPage page, int index, CancellationToken halted)
    {
        var before = page.Messages[index];
        try
        {
            if (halted.IsCancellationRequested || !await setup.EnterAsync(halted))
            {
                return Settlement.Untried(index, before);
            }
        }
        catch (OperationCanceledException) when (halted.IsCancellationRequested)
        {
            return Settlement.Untried(index, before);
        }

        SendOutcome outcome = new SendOutcome.Unknown("the attempt did not end");
        try
        {
            outcome = await AttemptAsync(page.Number, index, before.Address);
            var settlement = Settlement.Of(index, before.Attempts, outcome, setup.Channel.HasIdempotencyKey);

            // Before the place is free: whoever waits for it must not start after a failure that is known.
            Judge(new MessageId(setup.Run.Id, page.Number, index), settlement, outcome);
            return settlement;
        }
        finally
        {
            setup.Gate.Leave(outcome);
        }
    }

    private async Task<SendOutcome> AttemptAsync(int page, int index, string address)
    {
        try
        {
            var message = setup.Compose(page, index, address);
            // Once a request may have left, its answer is awaited: the channel's own time-out bounds it.
            var outcome = await setup.Channel.SendAsync(message, CancellationToken.None);

            // Providers with signed requests now and then answer 401 to a good one; the key makes one more try safe.
            return outcome is SendOutcome.Misconfigured && setup.Channel.HasIdempotencyKey
                ? await setup.Channel.SendAsync(message, CancellationToken.None)
                : outcome;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of ours is no answer. It must not take along the outcomes of the messages sent beside this one.
            logger.AttemptBroke(e, page, setup.Run.Id.ToString());
            return new SendOutcome.Unknown($"the attempt broke: {e.GetType().Name}");
        }
    }

    /// <summary>Acts on the answer at once, before the next message of any sender of this run leaves.</summary>
    private void Judge(MessageId message, Settlement settlement, SendOutcome outcome)
    {
        if (outcome is SendOutcome.Misconfigured wrong)
        {
            EndOn(new AccountFault($"{wrong.Code}: {wrong.Reason}", StopsAccount: true));
        }
        else if (settlement.State is MessageState.Failed && setup.CampaignTask.StopOnFailure)
        {
            setup.Control.End();
            Failure ??= $"Message {message} failed: {settlement.Reason}";
        }
        else if (settlement.State is MessageState.Failed && setup.Control.CountFailure() >= setup.MostFailuresInARow)
        {
            EndOn(new AccountFault($"{setup.MostFailuresInARow} messages in a row failed, the last with {settlement.Reason}", StopsAccount: false));
        }
        else if (settlement.State is MessageState.Sent)
        {
            setup.Control.CountSuccess();
        }
    }

    private void EndOn(AccountFault fault)
    {
        Fault ??= fault;
        setup.Control.End();
    }
}

/// <summary>Why an account should not go on.</summary>
/// <param name="Reason">The provider's code and words.</param>
/// <param name="StopsAccount">Whether the account itself is at fault, not only this run.</param>
internal sealed record AccountFault(string Reason, bool StopsAccount);
