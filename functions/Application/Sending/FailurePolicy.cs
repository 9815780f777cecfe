using System.Collections.Concurrent;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The consequences of answers for the run, the task and the account. They take effect in this process at once, before the next message of
/// any sender of the run leaves, and are stored by <see cref="StoreAsync"/> before the messages are settled.
/// </summary>
/// <param name="lane">The lane.</param>
/// <param name="handler">Stores them.</param>
/// <param name="retry">Repeats writes until storage answers.</param>
/// <param name="maxFailuresInARow">Failures in a row, over all senders of the run in this process, that pause the task.</param>
internal sealed class FailurePolicy(LaneContext lane, RunFailureHandler handler, StorageRetry retry, int maxFailuresInARow)
{
    private readonly ConcurrentQueue<SendFailure> _unstored = new();

    /// <summary>Applies the answer to one attempt.</summary>
    public void Apply(MessageId message, LaneAccount account, Settlement settlement, SendOutcome outcome)
    {
        if (outcome is SendOutcome.Misconfigured wrong)
        {
            // Many attempts may be in flight; only the first stops the account.
            if (lane.Monitor.TryStopAccount(account.Id))
            {
                Halt(new SendFailure($"{wrong.Code}: {wrong.Reason}", account.Id, PausesTask: !lane.Accounts.Any(lane.IsActive)));
            }
        }
        else if (settlement.State is MessageState.Sent)
        {
            lane.Monitor.CountSuccess();
        }
        else if (settlement.State is MessageState.Failed && lane.Task.Plan.StopOnFailure)
        {
            Halt(new SendFailure($"Message {message} failed: {settlement.Reason}", EndsRun: true));
        }
        else if (settlement.State is MessageState.Failed)
        {
            if (lane.Monitor.CountFailure() >= maxFailuresInARow)
            {
                Halt(new SendFailure($"{maxFailuresInARow} messages in a row failed, the last with {settlement.Reason}", PausesTask: true));
            }

            if (!lane.Monitor.IsFailureAllowed())
            {
                // The stage may have passed its limit: nothing more leaves until the ledger has been counted.
                lane.Monitor.End();
            }
        }
    }

    /// <summary>Pauses the task because no account may send what is left.</summary>
    public Task PauseWithoutAccountAsync() => StoreOneAsync(SendFailure.NoAccount);

    /// <summary>Pauses the task because messages of it end their senders.</summary>
    public Task PauseInterruptedAsync()
    {
        Halt(SendFailure.Interrupted);
        return StoreAsync();
    }

    /// <summary>Stores what has been applied since the last time.</summary>
    public async Task StoreAsync()
    {
        while (_unstored.TryDequeue(out var failure))
        {
            await StoreOneAsync(failure);
        }
    }

    private Task StoreOneAsync(SendFailure failure) =>
        retry.ExecuteAsync(() => handler.HandleAsync(lane.Task, lane.Run, failure, CancellationToken.None));

    private void Halt(SendFailure failure)
    {
        _unstored.Enqueue(failure);
        if (failure.PausesTask || failure.EndsRun)
        {
            lane.Monitor.End();
        }
    }
}
