using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>A lane as one step of it sends: read once when the step begins.</summary>
internal sealed class LaneContext
{
    public required CampaignTask Task { get; init; }

    public required Run Run { get; init; }

    public required int Lane { get; init; }

    /// <summary>The accounts that may send, the lane's own first: it sends through another one only while those before it cannot.</summary>
    public required IReadOnlyList<LaneAccount> Accounts { get; init; }

    /// <summary>The live state of the run, shared by its senders in this process.</summary>
    public required RunMonitor Monitor { get; init; }

    /// <summary>The limits of what the senders of this process hold in memory.</summary>
    public required SendingMemory Memory { get; init; }

    /// <summary>The holder of the slots that this lane reserves.</summary>
    public string Holder => $"{Run.Id}/{Lane}";

    /// <summary>The first page that waits for a later stage of the roll-out; null when none does.</summary>
    public int? EndPage => Run.EndPageOf(Task.Stage);

    /// <summary>Returns true when the account may send as far as this process knows.</summary>
    public bool IsActive(LaneAccount account) => !Monitor.IsStopped(account.Id);

    /// <summary>
    /// Returns true when a repeat through this account would be recognised by its key; false for an account that is gone.
    /// </summary>
    public bool SupportsIdempotency(string accountId) => Find(accountId)?.Channel.SupportsIdempotency ?? false;

    /// <summary>The provider behind an account; null for one that is gone.</summary>
    public string? ProviderOf(string accountId) => Find(accountId)?.Channel.Provider;

    /// <summary>
    /// The task's own pacing of a message. It does not apply to messages that were overdue when the task was resumed to catch up.
    /// </summary>
    public Pacing PacingAt(int page, int index) => Run.CatchUpFrom(page, index) > 0 ? Pacing.None : Task.Plan.Pacing;

    /// <summary>
    /// Chooses the creative of a message among several, to be recorded with it; null where the task has one. A test has a message for each,
    /// and a single message its own.
    /// </summary>
    public CreativeVersion? CreativeOf(LedgerMessage message) =>
        Task.Plan.Creatives.Count == 1 ? null
        : Run is { Test: not null } or { Batch: not null } ? message.Creative
        : CreativeShares.Choose(Task.Plan.Creatives, Task.Id, Task.Plan.Channel, message.ContactId, message.Address).Source;

    private LaneAccount? Find(string accountId) => Accounts.FirstOrDefault(account => account.Id == accountId);
}
