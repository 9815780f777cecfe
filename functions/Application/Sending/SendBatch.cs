using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// Sends the claimed messages of one page, several at a time, each not before its slot and only while the run is not halted, the window is open,
/// and the account may send.
/// </summary>
internal sealed class SendBatch(LaneContext setup, SlotResult.Granted turn, DateTimeOffset closes, TimeProvider time, ILogger logger)
{
    // Slots closer than this are a rate, and a late one hurts nobody; farther apart they are a pause that must be kept.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly LaneAccount _account = turn.Account;
    private readonly string _channel = EnumNames.Of(setup.CampaignTask.Channel);

    /// <summary>The first failure of a run that stops on failure.</summary>
    public string? Failure { get; private set; }

    /// <summary>What stops the account or pauses the task; null while all is well.</summary>
    public SendFailure? Fault { get; private set; }

    /// <summary>Makes at most one attempt per message.</summary>
    /// <returns>One settlement for every claimed message, in order.</returns>
    public async Task<IReadOnlyList<Settlement>> SendAsync(LedgerPage page, IReadOnlyList<int> claimed, CancellationToken cancellationToken)
    {
        var settlements = new Settlement[claimed.Count];
        using var halted = CancellationTokenSource.CreateLinkedTokenSource(setup.Monitor.Halted, cancellationToken);
        await LookAheadAsync(page, claimed, halted.Token);
        var next = -1;
        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < claimed.Count; i = Interlocked.Increment(ref next))
            {
                settlements[i] = await SendOneAsync(page, claimed[i], turn.Reservation.At(i), isTold: i == 0, halted.Token);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(_account.Parallel(turn.TaskPacing), claimed.Count)).Select(_ => WorkAsync()));
        await ReportAsync(page, settlements);
        return settlements;
    }

    private async Task LookAheadAsync(LedgerPage page, IReadOnlyList<int> claimed, CancellationToken halted)
    {
        // One message is looked at when it is judged.
        if (claimed.Count < 2 || halted.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await setup.Eligibility.PrefetchAsync([.. claimed.Select(index => (new MessageId(setup.Run.Id, page.Number, index), page.Messages[index]))], halted);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Storage trouble, or the run was halted: each message is looked at by itself.
            logger.EligibilityCheckFailed(e, page.Number, setup.Run.Id.ToString());
        }
    }

    /// <summary>Before the settlements are stored: after a crash in between the messages are asked, and reported, again.</summary>
    private async Task ReportAsync(LedgerPage page, IReadOnlyList<Settlement> settlements)
    {
        SendReport[] reports = [.. settlements
            .Where(settlement => settlement.State is MessageState.Sent or MessageState.Failed)
            .Select(s => new SendReport(new MessageId(setup.Run.Id, page.Number, s.Index), page.Messages[s.Index], s.State is MessageState.Sent))];
        if (reports.Length > 0)
        {
            await setup.Retry.ExecuteAsync(() => setup.Eligibility.RecordSentAsync(reports));
        }
    }

    // The first attempt of a claim has a span of its own. One for every message of a fast run would be a million nobody reads; paced ones come singly.
    private async Task<Settlement> SendOneAsync(LedgerPage page, int index, DateTimeOffset slot, bool isTold, CancellationToken halted)
    {
        var before = page.Messages[index];
        try
        {
            if (halted.IsCancellationRequested || !await EnterAsync(slot, halted))
            {
                return Settlement.Untried(index, before);
            }
        }
        catch (OperationCanceledException) when (halted.IsCancellationRequested)
        {
            return Settlement.Untried(index, before);
        }

        SendOutcome? outcome = null;
        try
        {
            var id = new MessageId(setup.Run.Id, page.Number, index);
            var verdict = await LookAsync(id, before, halted);
            if (verdict is not EligibilityResult.Pass pass)
            {
                return Settlement.HeldBack(index, before, verdict);
            }

            if (halted.IsCancellationRequested || !MayLeave(slot))
            {
                // The look took its time: a pause, or the window's close, may have come meanwhile.
                return Settlement.Untried(index, before);
            }

            outcome = new SendOutcome.Unknown("the attempt did not end");
            SendTelemetry.RecordLateness(_channel, _account.Channel.Provider, time.GetUtcNow() - slot);
            outcome = isTold || SendTelemetry.TimesRequests
                ? await TellAttemptAsync(id, before.Address, pass, isTold, halted)
                : await AttemptAsync(id, before.Address, pass, halted);
            var settlement = Settlement.From(index, before.Attempts, outcome, _account.Channel.SupportsIdempotency);

            // Before the place is free: whoever waits for it must not start after a failure that is known.
            Judge(id, settlement, outcome);
            return settlement;
        }
        finally
        {
            _account.Gate.Leave(outcome);
        }
    }

    /// <returns>False when the message must not leave now. After true, the gate's <see cref="AdaptiveConcurrencyLimiter.Leave"/> must follow.</returns>
    private async Task<bool> EnterAsync(DateTimeOffset slot, CancellationToken halted)
    {
        if (slot - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, halted);
        }

        if (!await _account.Gate.EnterAsync(halted))
        {
            return false;
        }

        if (MayLeave(slot))
        {
            return true;
        }

        _account.Gate.Leave(outcome: null);
        return false;
    }

    // A slot is good until its rest is over. A later message may be followed closely by another sender's: it asks for a new slot.
    private bool MayLeave(DateTimeOffset slot)
    {
        var now = time.GetUtcNow();
        var isMissed = turn.Reservation.Rest >= ShortestPause && now > slot + turn.Reservation.Rest;
        return !isMissed && now < closes && setup.IsActive(_account);
    }

    /// <returns>Null when nobody could say: the message is owed as before.</returns>
    private async Task<EligibilityResult?> LookAsync(MessageId id, LedgerMessage message, CancellationToken halted)
    {
        try
        {
            var verdict = await setup.Eligibility.EvaluateAsync(id, message, halted);
            await setup.Monitor.EnsureFreshAsync(halted);
            SendTelemetry.RecordEligibility(_channel, verdict);
            return verdict;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Storage trouble, or the run was halted. It must not take along the outcomes of the messages sent beside this one.
            logger.EligibilityCheckFailed(e, id.Page, setup.Run.Id.ToString());
            return null;
        }
    }

    private async Task<SendOutcome> TellAttemptAsync(MessageId id, string address, EligibilityResult.Pass pass, bool isTold, CancellationToken halted)
    {
        using var span = isTold ? SendTelemetry.StartAttempt(id, _channel, _account.Channel.Provider) : null;
        var began = time.GetTimestamp();
        var outcome = await AttemptAsync(id, address, pass, halted);
        SendTelemetry.RecordAttempt(span, _channel, _account.Channel.Provider, outcome, time.GetElapsedTime(began));
        return outcome;
    }

    private async Task<SendOutcome> AttemptAsync(MessageId id, string address, EligibilityResult.Pass pass, CancellationToken halted)
    {
        try
        {
            var message = setup.Compose(_account, id, address, pass);
            // Once a request may have left, its answer is awaited: the channel's own time-out bounds it.
            var outcome = await _account.Channel.SendAsync(message, CancellationToken.None);

            // Providers with signed requests now and then answer 401 to a good one; the key makes one more try safe. A pause that came meanwhile
            // leaves it for later.
            return outcome is not SendOutcome.Misconfigured wrong || !_account.Channel.SupportsIdempotency ? outcome
                : halted.IsCancellationRequested ? new SendOutcome.Transient(wrong.Code, wrong.Reason)
                : await _account.Channel.SendAsync(message, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of ours is no answer. It must not take along the outcomes of the messages sent beside this one.
            logger.AttemptFailed(e, id.Page, setup.Run.Id.ToString());
            return new SendOutcome.Unknown($"the attempt broke: {e.GetType().Name}");
        }
    }

    /// <summary>Acts on the answer at once, before the next message of any sender of this run leaves.</summary>
    private void Judge(MessageId message, Settlement settlement, SendOutcome outcome)
    {
        if (outcome is SendOutcome.Misconfigured wrong)
        {
            setup.Monitor.StopAccount(_account.Id);
            EndOn(new SendFailure($"{wrong.Code}: {wrong.Reason}", _account.Id, PausesTask: !setup.Accounts.Any(setup.IsActive)));
        }
        else if (settlement.State is MessageState.Failed && setup.CampaignTask.StopOnFailure)
        {
            setup.Monitor.End();
            Failure ??= $"Message {message} failed: {settlement.Reason}";
        }
        else if (settlement.State is MessageState.Failed && setup.Monitor.CountFailure() >= setup.MaxFailuresInARow)
        {
            EndOn(new SendFailure($"{setup.MaxFailuresInARow} messages in a row failed, the last with {settlement.Reason}", StopsAccount: null, PausesTask: true));
        }
        else if (settlement.State is MessageState.Sent)
        {
            setup.Monitor.CountSuccess();
        }
    }

    private void EndOn(SendFailure fault)
    {
        Fault ??= fault;
        if (fault.PausesTask)
        {
            setup.Monitor.End();
        }
    }
}
