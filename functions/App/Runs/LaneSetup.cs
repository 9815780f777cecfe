using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Runs;

/// <summary>All that one visit to a lane needs to know, read once.</summary>
internal sealed class LaneSetup
{
    public required CampaignTask CampaignTask { get; init; }

    public required Run Run { get; init; }

    public required OpenAccount Account { get; init; }

    public required IChannel Channel { get; init; }

    public required CompiledCreative Creative { get; init; }

    public required RunControl Control { get; init; }

    public required AccountGate Gate { get; init; }

    /// <summary>The task's own pace.</summary>
    public required Pace Pace { get; init; }

    public required RunTroubles Troubles { get; init; }

    /// <summary>Where providers report delivery; null without a public address.</summary>
    public required Uri? Callback { get; init; }

    /// <summary>Failures in a row, over all senders of the run, that pause the task.</summary>
    public required int MostFailuresInARow { get; init; }

    /// <summary>
    /// How many messages one write claims. What is claimed when the process dies is asked again with the same key, or, where there is no
    /// key, unknown for good: there a claim is small. Where messages are paced it is one, or a quarter second's worth, so that people see progress.
    /// </summary>
    public int ClaimSize => Pause > TimeSpan.Zero ? 1 : (int)Math.Clamp(Rate / 4, 1, Channel.HasIdempotencyKey ? LedgerPage.Capacity : 4);

    /// <summary>Requests one lane has under way.</summary>
    public int Parallel => Pause > TimeSpan.Zero || Rate < 20 ? 1 : Channel.HasIdempotencyKey ? 16 : 4;

    private TimeSpan Pause => CampaignTask.Pacing.PauseBetweenMessages > Account.Account.Pacing.PauseBetweenMessages
        ? CampaignTask.Pacing.PauseBetweenMessages
        : Account.Account.Pacing.PauseBetweenMessages;

    private double Rate => Math.Min(CampaignTask.Pacing.RatePerSecond ?? double.MaxValue, Account.Account.Pacing.RatePerSecond ?? double.MaxValue);

    /// <summary>Waits until the task's own pace and the account's let the next message go.</summary>
    /// <returns>False when the account's gate is closed. After true, the gate's <see cref="AccountGate.Leave"/> must follow.</returns>
    /// <exception cref="OperationCanceledException">The run was halted while waiting.</exception>
    public async Task<bool> EnterAsync(CancellationToken halted)
    {
        await Pace.WaitAsync(CampaignTask.Pacing.Interval, halted);
        return await Gate.EnterAsync(Account.Account.Pacing, halted);
    }

    public OutgoingMessage Compose(int page, int index, string address)
    {
        var id = new MessageId(Run.Id, page, index);
        var callback = Callback is null ? null : new Uri($"{Callback}?m={id}");
        return new OutgoingMessage(id, CampaignTask.Channel, address, Creative.Render(address), Account, callback);
    }

    /// <summary>Writes down that the run ends because a message failed.</summary>
    public Task EndOnFailureAsync(string failure) => Troubles.EndOnFailureAsync(Run, failure, CancellationToken.None);

    /// <summary>Writes down that the account cannot go on, and pauses the task.</summary>
    public Task PauseOnFaultAsync(AccountFault fault) =>
        Troubles.PauseAsync(CampaignTask, fault.StopsAccount ? Account.Account.Id : null, fault.Reason, CancellationToken.None);
}
