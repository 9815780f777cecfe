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

    public required RunTroubles Troubles { get; init; }

    /// <summary>Where providers report delivery; null without a public address.</summary>
    public required Uri? Callback { get; init; }

    /// <summary>Failures in a row, over all senders of the run, that pause the task.</summary>
    public required int MostFailuresInARow { get; init; }

    /// <summary>The stricter of the account's and the task's pacing.</summary>
    public required Pacing Pacing { get; init; }

    /// <summary>
    /// How many messages one write claims. What is claimed when the process dies is asked again with the same key, or, where there is no
    /// key, unknown for good: there a claim is small, and where messages are paced it is one.
    /// </summary>
    public int ClaimSize => IsPaced ? 1 : Channel.HasIdempotencyKey ? LedgerPage.Capacity : 4;

    /// <summary>Requests one lane has under way.</summary>
    public int Parallel => IsPaced ? 1 : Channel.HasIdempotencyKey ? 16 : 4;

    private bool IsPaced => Pacing.PauseBetweenMessages > TimeSpan.Zero || Pacing.RatePerSecond is < 20;

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
