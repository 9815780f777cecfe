using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The durable record of all messages of all runs. Totals come from pages, never from attempts.</summary>
public interface ILedger
{
    /// <summary>Opens a run, or finds the one this occurrence already has: a second start is a no-op.</summary>
    Task<Run> OpenAsync(Run run, CancellationToken cancellationToken);

    /// <summary>The run by its number alone, for receipts; null when there is none. The caller checks the tenant.</summary>
    Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Replaces the run's row (never its pages) if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken);

    /// <summary>A task's runs, newest occurrence first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Run>> ListAsync(string tenantId, string taskId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Stores planned pages; pages that exist already are left as they are, so that planning can be repeated.</summary>
    Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken);

    /// <summary>One page with its receipts folded in; null when it does not exist.</summary>
    Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken);

    /// <summary>Replaces the states and outcomes of a page if it still has the version it was read with; sets its new version.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken);

    /// <summary>Replaces a page whole, addresses and contacts included, if it still has the version it was read with; sets its new version.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken);

    /// <summary>The pages of one lane from a page number on, in order, receipts folded in.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="fromPage">The first page number wanted.</param>
    /// <param name="openOnly">Whether only pages with owed or claimed messages are wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<LedgerPage> ReadPagesAsync(Run run, int lane, int fromPage, bool openOnly, CancellationToken cancellationToken);

    /// <summary>How many messages of the run stand where, from its pages and the receipts beside them.</summary>
    Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Appends a receipt beside its page; the same <see cref="Receipt.EventId"/> again is a no-op.</summary>
    Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken);

    /// <summary>Moves the receipts beside a page into it, in one transaction.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed the page in between.</exception>
    Task FoldAsync(Run run, int page, CancellationToken cancellationToken);

    /// <summary>Deletes a task's runs and everything in them.</summary>
    Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken);
}
