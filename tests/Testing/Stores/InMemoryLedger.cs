using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps runs, pages and receipts in memory, by the same contract as the stored ones. Thread-safe; every read is a copy.</summary>
public sealed class InMemoryLedger : ILedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, Run> _runs = [];
    private readonly Dictionary<RunId, SortedDictionary<int, StoredPage>> _pages = [];
    private long _version;

    public Task<Run> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_runs.TryGetValue(run.Id, out var stored))
            {
                stored = _runs[run.Id] = run with { ETag = NewVersion() };
            }

            return Task.FromResult(stored);
        }
    }

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_runs.GetValueOrDefault(id));
        }
    }

    public Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _runs.TryGetValue(run.Id, out var stored) && stored.ETag == run.ETag
                ? Task.FromResult(_runs[run.Id] = run with { ETag = NewVersion() })
                : throw new ConcurrencyConflictException($"Run {run.Id}");
        }
    }

    public Task<CursorPage<Run>> ListAsync(string tenantId, string taskId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var items = _runs.Values
                .Where(run => run.TenantId == tenantId && run.TaskId == taskId)
                .OrderByDescending(KeyOf, StringComparer.Ordinal);
            return Task.FromResult(ListCursor.Page(
                items, $"runs of {tenantId}/{taskId}", KeyOf, (key, from) => string.CompareOrdinal(key, from) < 0, limit, cursor));
        }
    }

    public Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var stored = PagesOf(run.Id);
            foreach (var page in pages)
            {
                stored.TryAdd(page.Number, new(Copy(page.Messages), page.ClaimId, NewVersion(), page.Zone, []));
            }

            return Task.CompletedTask;
        }
    }

    public Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(PagesOf(run.Id).TryGetValue(page, out var stored) ? Read(page, stored) : null);
        }
    }

    public Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var pages = PagesOf(run.Id);
            if (!pages.TryGetValue(page.Number, out var stored) || stored.ETag != page.ETag)
            {
                throw new ConcurrencyConflictException($"Page {page.Number} of run {run.Id}");
            }

            // Who each message is for is not written here.
            var messages = Copy(page.Messages.Select((message, i) => message with { Address = stored.Messages[i].Address, ContactId = stored.Messages[i].ContactId }));
            page.ETag = NewVersion();
            pages[page.Number] = stored with { Messages = messages, ClaimId = page.ClaimId, ETag = page.ETag };
            return Task.CompletedTask;
        }
    }

    public Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var pages = PagesOf(run.Id);
            if (!pages.TryGetValue(page.Number, out var stored) || stored.ETag != page.ETag)
            {
                throw new ConcurrencyConflictException($"Page {page.Number} of run {run.Id}");
            }

            page.ETag = NewVersion();
            pages[page.Number] = stored with { Messages = Copy(page.Messages), ClaimId = page.ClaimId, ETag = page.ETag };
            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<LedgerPage> ReadPagesAsync(
        Run run, int lane, int fromPage, bool openOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var number in Numbers(run, lane, fromPage))
        {
            var page = await ReadPageAsync(run, number, cancellationToken);
            if (page is not null && (!openOnly || page.Counts.Open > 0))
            {
                yield return page;
            }
        }
    }

    public Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(PagesOf(run.Id).Aggregate(default(MessageCounts), (counts, page) => counts + Read(page.Key, page.Value).Counts));
        }
    }

    public Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (receipts.Any(receipt => receipt.Message.Run != run.Id))
            {
                throw new ArgumentException("A receipt is for another run.", nameof(receipts));
            }

            foreach (var receipt in receipts)
            {
                if (PagesOf(run.Id).TryGetValue(receipt.Message.Page, out var page))
                {
                    page.Receipts[(receipt.EventId, receipt.Message.Index)] = receipt;
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task FoldAsync(Run run, int page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (PagesOf(run.Id).TryGetValue(page, out var stored) && stored.Receipts.Count > 0)
            {
                PagesOf(run.Id)[page] = new(Copy(Read(page, stored).Messages), stored.ClaimId, NewVersion(), stored.Zone, []);
            }

            return Task.CompletedTask;
        }
    }

    public Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            RunId[] gone = [.. _runs.Values.Where(run => run.TenantId == tenantId && run.TaskId == taskId).Select(run => run.Id)];
            foreach (var id in gone)
            {
                _runs.Remove(id);
                _pages.Remove(id);
            }

            return Task.CompletedTask;
        }
    }

    private int[] Numbers(Run run, int lane, int fromPage)
    {
        lock (_gate)
        {
            return [.. PagesOf(run.Id).Keys.Where(number => number >= fromPage && run.LaneOf(number) == lane)];
        }
    }

    private SortedDictionary<int, StoredPage> PagesOf(RunId id) => _pages.TryGetValue(id, out var pages) ? pages : _pages[id] = [];

    private static LedgerPage Read(int number, StoredPage stored)
    {
        var page = new LedgerPage(number, stored.Messages, stored.ClaimId, stored.ETag);
        foreach (var receipt in stored.Receipts.Values.OrderBy(receipt => receipt.At).ThenBy(receipt => receipt.EventId, StringComparer.Ordinal))
        {
            page.Apply(receipt);
        }

        return new LedgerPage(number, Copy(page.Messages), stored.ClaimId, stored.ETag, stored.Zone);
    }

    // Whole seconds are kept.
    private static LedgerMessage[] Copy(IEnumerable<LedgerMessage> messages) =>
        [.. messages.Select(message => message with { UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(message.UpdatedAt.ToUnixTimeSeconds()) })];

    private static string KeyOf(Run run) => string.Create(CultureInfo.InvariantCulture, $"{run.Occurrence.UtcTicks:D19}{run.Id}");

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private sealed record StoredPage(
        LedgerMessage[] Messages, string? ClaimId, string ETag, string? Zone, Dictionary<(string EventId, int Index), Receipt> Receipts);
}
