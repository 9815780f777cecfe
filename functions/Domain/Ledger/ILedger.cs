using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <summary>
/// The durable record of the messages of runs: their pages, and the receipts beside them. Totals come from pages, never from attempts.
/// </summary>
public interface ILedger
{
    /// <summary>Stores planned pages; pages that exist already are left as they are, so that planning can be repeated.</summary>
    Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken);

    /// <summary>Reads one page with its receipts applied; null when it does not exist.</summary>
    Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the states and outcomes of a page, and its addresses where some changed, if it still has the version it was read with; sets
    /// its new version.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a page whole, addresses and contacts included, if it still has the version it was read with; sets its new version.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken);

    /// <summary>Reads the pages of one lane from a page number on, in order, receipts applied.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="fromPage">The first page number wanted.</param>
    /// <param name="openOnly">Whether only pages with pending or claimed messages are wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<LedgerPage> ReadPagesAsync(Run run, int lane, int fromPage, bool openOnly, CancellationToken cancellationToken);

    /// <summary>Counts the messages of the run by state, from its pages and the receipts beside them.</summary>
    Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Counts the messages of some pages of the run by state, as <see cref="CountAsync(Run, CancellationToken)"/> does.</summary>
    /// <param name="run">The run.</param>
    /// <param name="fromPage">The number of the first page.</param>
    /// <param name="beforePage">The number of the first page after them.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken);

    /// <summary>
    /// Stores receipts beside their pages, at most one for each message and state: another one replaces it. So what is beside a page is
    /// bounded, however often a provider reports.
    /// </summary>
    Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken);

    /// <summary>Moves the receipts beside a page into it, in one transaction.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed the page in between.</exception>
    Task FoldAsync(Run run, int page, CancellationToken cancellationToken);

    /// <summary>Deletes the pages of a run and the receipts beside them. Repeating it is harmless.</summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}
