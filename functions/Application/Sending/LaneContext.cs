using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>All that one visit to a lane needs to know, read once.</summary>
internal sealed class LaneContext
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

    public required RunMonitor Monitor { get; init; }

    public required QuotaService Quotas { get; init; }

    /// <summary>The last look before a message leaves.</summary>
    public required IEligibilityChecker Eligibility { get; init; }

    public required RunFailureHandler Failures { get; init; }

    public required StorageRetry Retry { get; init; }

    /// <summary>
    /// How long the visit may take: long enough that orchestration costs nothing beside sending. What is sent is settled on the way, so that a restart repeats
    /// little.
    /// </summary>
    public TimeSpan Turn { get; init; } = LongTurn;

    /// <summary>Failures in a row, over all senders of the run, that pause the task.</summary>
    public required int MaxFailuresInARow { get; init; }

    /// <summary>Who holds the slots that this lane leases.</summary>
    public string Holder => $"{Run.Id}/{Lane}";

    /// <summary>Whether the account may send as far as this process knows.</summary>
    public bool IsActive(LaneAccount account) => !Monitor.IsStopped(account.Id);

    /// <summary>Whether a repeat through this account would be recognised by its key; an account that is gone has none.</summary>
    public bool HasKey(string accountId) => Accounts.FirstOrDefault(account => account.Id == accountId)?.Channel.SupportsIdempotency ?? false;

    /// <summary>The task's own pacing at a place of the ledger. What was overdue when the task was resumed to catch up is not held back by it.</summary>
    public Pacing PacingAt(int page, int index) => Run.CatchUpFrom(page, index) > 0 ? Pacing.None : CampaignTask.Plan.Pacing;

    /// <summary>The provider behind an account; null for one that is gone.</summary>
    public string? ProviderOf(string accountId) => Accounts.FirstOrDefault(account => account.Id == accountId)?.Channel.Provider;

    public OutgoingMessage Compose(LaneAccount account, MessageId id, string address, EligibilityResult.Pass pass)
    {
        var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
        var content = Creative.Render(address, pass.Contact?.Attributes, pass.Unsubscribe);
        return new OutgoingMessage(id, CampaignTask.Plan.Channel, address, content, account.Open, callback, pass.Unsubscribe);
    }

    /// <summary>Writes down that the run ends because a message failed.</summary>
    public Task EndOnFailureAsync(string failure) => Failures.EndOnFailureAsync(Run, failure, CancellationToken.None);

    /// <summary>Writes down that an account cannot go on, or that none can: then the task is paused.</summary>
    public async Task HandleAsync(SendFailure fault)
    {
        if (fault.StopsAccount is { } account)
        {
            await Failures.StopAccountAsync(CampaignTask.TenantId, account, fault.Reason, CancellationToken.None);
        }

        if (fault.PausesTask)
        {
            await Failures.PauseAsync(CampaignTask, fault.Reason, CancellationToken.None);
        }
    }
}
