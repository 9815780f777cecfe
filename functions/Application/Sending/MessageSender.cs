using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The sender of one claim's messages, each not before its slot and only while the run is not halted, the window is open, and both the
/// account and the recipient permit it.
/// </summary>
internal sealed class MessageSender(
    LaneContext lane,
    AccountSlots slots,
    DateTimeOffset closes,
    IEligibilityChecker eligibility,
    MessageAttempt attempt,
    FailurePolicy failures,
    TimeProvider time,
    ILogger logger
)
{
    // Slots closer than this are a rate, and a late one is harmless; farther apart they are a pause that must be kept.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly LaneAccount _account = slots.Account;
    private readonly string _channel = EnumNames.Of(lane.Task.Plan.Channel);

    /// <summary>Makes at most one attempt at a message.</summary>
    public async Task<Settlement> SendAsync(LedgerPage page, int index, DateTimeOffset slot, bool isTraced, CancellationToken halted)
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

        var id = new MessageId(lane.Run.Id, page.Number, index);
        SendOutcome? outcome = null;
        var held = 0;
        try
        {
            (var result, var composed, held) = await PrepareAsync(id, before, halted);
            if (result is not EligibilityResult.Pass pass)
            {
                return Settlement.FromEligibility(index, before, result);
            }

            if (halted.IsCancellationRequested || !MayLeave(slot))
            {
                // The evaluation takes time: a pause, or the window's close, may have come meanwhile.
                return Settlement.Untried(index, before);
            }

            outcome = new SendOutcome.Unknown("the attempt did not end");
            SendTelemetry.RecordLateness(_channel, _account.Channel.Provider, time.GetUtcNow() - slot);
            outcome = await attempt.MakeAsync(id, composed, isTraced, halted);
            var settlement = Settlement.From(index, before.Attempts, outcome, _account.Channel.SupportsIdempotency).To(pass.MovedTo);

            // Before the limiter is left: the next message must not start after a failure that is known.
            failures.Apply(id, _account, settlement, outcome);
            return settlement;
        }
        finally
        {
            lane.Memory.Messages.Return(lane.Task.TenantId, held);
            _account.Limiter.Exit(outcome);
        }
    }

    /// <returns>
    /// False when the message must not leave now. After true, <see cref="AdaptiveConcurrencyLimiter.Exit"/> must follow.
    /// </returns>
    private async Task<bool> EnterAsync(DateTimeOffset slot, CancellationToken halted)
    {
        if (slot - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, halted);
        }

        if (!await _account.Limiter.EnterAsync(halted))
        {
            return false;
        }

        if (MayLeave(slot))
        {
            return true;
        }

        _account.Limiter.Exit(outcome: null);
        return false;
    }

    // A slot is valid until its interval has passed. A later message may be followed closely by another sender's: it needs a new slot.
    private bool MayLeave(DateTimeOffset slot)
    {
        var now = time.GetUtcNow();
        var isMissed = slots.Reservation.Rest >= ShortestPause && now > slot + slots.Reservation.Rest;
        return !isMissed && now < closes && lane.IsActive(_account);
    }

    /// <summary>
    /// Evaluates and composes a message. Where its bytes are not free it is dropped while it waits for them, and then both are done again:
    /// the recipient may have changed.
    /// </summary>
    /// <returns>The result, null when the message stays pending as before; the message; and the bytes to be returned.</returns>
    private async Task<(EligibilityResult? Result, Composition Composed, int Held)> PrepareAsync(
        MessageId id,
        LedgerMessage before,
        CancellationToken halted
    )
    {
        var (memory, tenant) = (lane.Memory.Messages, lane.Task.TenantId);
        for (var held = 0; ; )
        {
            var result = await EvaluateAsync(id, before, halted);
            if (result is not EligibilityResult.Pass pass)
            {
                return (result, default, held);
            }

            var composed = attempt.Compose(id, before, pass);
            if (composed.Bytes <= held)
            {
                return (result, composed, held);
            }

            memory.Return(tenant, held);
            if (memory.TryTake(tenant, composed.Bytes))
            {
                return (result, composed, composed.Bytes);
            }

            try
            {
                await memory.TakeAsync(tenant, composed.Bytes, halted);
                held = composed.Bytes;
            }
            catch (OperationCanceledException) when (halted.IsCancellationRequested)
            {
                return (null, default, 0);
            }
        }
    }

    /// <returns>Null when it could not be evaluated: the message stays pending as before.</returns>
    private async Task<EligibilityResult?> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken halted)
    {
        try
        {
            var result = await eligibility.EvaluateAsync(id, message, halted);
            await lane.Monitor.EnsureFreshAsync(halted);
            SendTelemetry.RecordEligibility(_channel, result.Name, result.ReasonCode);
            return result;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A failure of storage, or the run was halted. The outcomes of the messages sent at the same time must not be lost with it.
            logger.EligibilityCheckFailed(e, id.Page, lane.Run.Id.ToString());
            return null;
        }
    }
}
