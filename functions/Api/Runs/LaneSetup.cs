using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Runs;

/// <summary>All that one visit to a lane needs to know, read once.</summary>
internal sealed class LaneSetup
{
    /// <summary>How long a visit may take where nobody waits for its place.</summary>
    public static readonly TimeSpan LongTurn = TimeSpan.FromMinutes(1);

    public required CampaignTask CampaignTask { get; init; }

    public required Run Run { get; init; }

    public required int Lane { get; init; }

    /// <summary>The accounts that may send, the lane's own first: it sends through another one only while those before it cannot.</summary>
    public required IReadOnlyList<LaneAccount> Accounts { get; init; }

    public required RunHours Hours { get; init; }

    public required CompiledCreative Creative { get; init; }

    public required RunControl Control { get; init; }

    public required Budgets Budgets { get; init; }

    /// <summary>The last look before a message leaves.</summary>
    public required ISendGate LastGate { get; init; }

    public required RunTroubles Troubles { get; init; }

    /// <summary>
    /// How long the visit may take: long enough that orchestration costs nothing beside sending. What is sent is settled on the way, so that a restart repeats
    /// little.
    /// </summary>
    public TimeSpan Turn { get; init; } = LongTurn;

    /// <summary>Failures in a row, over all senders of the run, that pause the task.</summary>
    public required int MostFailuresInARow { get; init; }

    /// <summary>Who holds the slots that this lane leases.</summary>
    public string Holder => $"{Run.Id}/{Lane}";

    /// <summary>Whether the account may send as far as this process knows.</summary>
    public bool IsActive(LaneAccount account) => !Control.IsStopped(account.Id);

    /// <summary>Whether a repeat through this account would be recognised by its key; an account that is gone has none.</summary>
    public bool HasKey(string accountId) => Accounts.FirstOrDefault(account => account.Id == accountId)?.Channel.HasIdempotencyKey ?? false;

    /// <summary>The task's own pacing at a place of the ledger. What was overdue when the task was resumed to catch up is not held back by it.</summary>
    public Pacing PacingAt(int page, int index) => Run.CatchUpFrom(page, index) > 0 ? Pacing.None : CampaignTask.Pacing;

    /// <summary>The provider behind an account; null for one that is gone.</summary>
    public string? ProviderOf(string accountId) => Accounts.FirstOrDefault(account => account.Id == accountId)?.Channel.Provider;

    public OutgoingMessage Compose(LaneAccount account, MessageId id, string address, GateVerdict.Pass pass)
    {
        var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
        var content = Creative.Render(address, pass.Contact?.Attributes, pass.Unsubscribe);
        return new OutgoingMessage(id, CampaignTask.Channel, address, content, account.Open, callback, pass.Unsubscribe);
    }

    /// <summary>Writes down that the run ends because a message failed.</summary>
    public Task EndOnFailureAsync(string failure) => Troubles.EndOnFailureAsync(Run, failure, CancellationToken.None);

    /// <summary>Writes down that an account cannot go on, or that none can: then the task is paused.</summary>
    public async Task HandleAsync(SendFault fault)
    {
        if (fault.StopsAccount is { } account)
        {
            await Troubles.StopAccountAsync(CampaignTask.TenantId, account, fault.Reason, CancellationToken.None);
        }

        if (fault.PausesTask)
        {
            await Troubles.PauseAsync(CampaignTask, fault.Reason, CancellationToken.None);
        }
    }
}

/// <summary>Why sending should not go on as it did.</summary>
/// <param name="Reason">The provider's code and words.</param>
/// <param name="StopsAccount">The account that is at fault; null when it is not the account.</param>
/// <param name="PausesTask">Whether no account of the task can go on.</param>
internal sealed record SendFault(string Reason, string? StopsAccount, bool PausesTask)
{
    /// <summary>Messages are owed that no account may send.</summary>
    public static readonly SendFault NoAccount = new(
        "The accounts that may send what is left are stopped, gone, or their secrets do not open: mend them, then resume the task.", StopsAccount: null, PausesTask: true);
}
