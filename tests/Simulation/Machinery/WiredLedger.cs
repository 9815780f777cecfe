using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>The ledger, over the wire.</summary>
internal sealed class WiredLedger(ILedger ledger, StorageWire wire) : ILedger
{
    public Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken) =>
        wire.WriteAsync("add pages", run.TaskId, () => ledger.AddPagesAsync(run, pages, cancellationToken));

    public Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken) =>
        wire.ReadAsync("read page", Name(page), () => ledger.ReadPageAsync(run, page, cancellationToken));

    public Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        WriteAsync("save page", page, () => ledger.SavePageAsync(run, page, cancellationToken));

    public Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        WriteAsync("rewrite page", page, () => ledger.RewritePageAsync(run, page, cancellationToken));

    public IAsyncEnumerable<LedgerPage> ReadPagesAsync(
        Run run,
        int lane,
        int fromPage,
        bool openOnly,
        CancellationToken cancellationToken
    ) => wire.StreamAsync("read pages", Name(lane), ledger.ReadPagesAsync(run, lane, fromPage, openOnly, cancellationToken));

    public Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken) =>
        wire.ReadAsync("count", run.TaskId, () => ledger.CountAsync(run, cancellationToken));

    public Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken) =>
        wire.ReadAsync("count pages", run.TaskId, () => ledger.CountAsync(run, fromPage, beforePage, cancellationToken));

    public Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken) =>
        wire.WriteAsync("add receipts", run.TaskId, () => ledger.AddReceiptsAsync(run, receipts, cancellationToken));

    public Task FoldAsync(Run run, int page, CancellationToken cancellationToken) =>
        wire.CompareAsync("fold", Name(page), () => ledger.FoldAsync(run, page, cancellationToken));

    public Task DeleteAsync(Run run, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete pages", run.TaskId, () => ledger.DeleteAsync(run, cancellationToken));

    // Who gets no answer does not learn the new version.
    private async Task WriteAsync(string what, LedgerPage page, Func<Task> write)
    {
        var read = page.ETag;
        try
        {
            await wire.CompareAsync(what, Name(page.Number), write);
        }
        catch
        {
            page.ETag = read;
            throw;
        }
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
