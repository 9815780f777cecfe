using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Pages and receipts in memory, by the same contract as the stored ones. Thread-safe; every read is a copy.</summary>
public sealed class InMemoryLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, SortedDictionary<int, StoredPage>> _pages = [];
    private long _version;

    public Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var stored = PagesOf(run.Id);
            foreach (var page in pages)
            {
                stored.TryAdd(page.Number, new(Copy(page.Messages), page.ClaimId, NewVersion(), page.Zone, [], page.Interruptions));
            }

            return Task.CompletedTask;
        }
    }

    public Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(PagesOf(run.Id).TryGetValue(page, out var stored) ? Read(page, stored) : null);
        }
    }

    public Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var pages = PagesOf(run.Id);
            if (!pages.TryGetValue(page.Number, out var stored) || stored.ETag != page.ETag)
            {
                throw new ConcurrencyConflictException($"Page {page.Number} of run {run.Id}");
            }

            // Who each message is for is written only where that changed.
            var messages = Copy(
                page.HasNewAddresses
                    ? page.Messages
                    : page.Messages.Select(
                        (message, i) => message with { Address = stored.Messages[i].Address, ContactId = stored.Messages[i].ContactId }
                    )
            );
            page.ETag = NewVersion();
            pages[page.Number] = stored with
            {
                Messages = messages,
                ClaimId = page.ClaimId,
                ETag = page.ETag,
                Interruptions = page.Interruptions,
            };
            return Task.CompletedTask;
        }
    }

    public Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var pages = PagesOf(run.Id);
            if (!pages.TryGetValue(page.Number, out var stored) || stored.ETag != page.ETag)
            {
                throw new ConcurrencyConflictException($"Page {page.Number} of run {run.Id}");
            }

            page.ETag = NewVersion();
            pages[page.Number] = stored with
            {
                Messages = Copy(page.Messages),
                ClaimId = page.ClaimId,
                ETag = page.ETag,
                Interruptions = page.Interruptions,
            };
            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<LedgerPage> ReadPagesAsync(
        Run run,
        int lane,
        int fromPage,
        bool openOnly,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
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

    public Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken) =>
        CountAsync(run, fromPage: 0, int.MaxValue, cancellationToken);

    public Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(
                PagesOf(run.Id)
                    .Where(page => page.Key >= fromPage && page.Key < beforePage)
                    .Aggregate(default(MessageCounts), (counts, page) => counts + Read(page.Key, page.Value).Counts)
            );
        }
    }

    public Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (receipts.Any(receipt => receipt.Message.Run != run.Id))
            {
                throw new ArgumentException("A receipt is for another run.", nameof(receipts));
            }

            foreach (var receipt in receipts)
            {
                if (PagesOf(run.Id).TryGetValue(receipt.Message.Page, out var page))
                {
                    page.Receipts[(receipt.Message.Index, receipt.State)] = receipt;
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task FoldAsync(Run run, int page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (PagesOf(run.Id).TryGetValue(page, out var stored) && stored.Receipts.Count > 0)
            {
                PagesOf(run.Id)[page] = stored with { Messages = Copy(Read(page, stored).Messages), ETag = NewVersion(), Receipts = [] };
            }

            return Task.CompletedTask;
        }
    }

    public Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _pages.Remove(run.Id);
            return Task.CompletedTask;
        }
    }

    private int[] Numbers(Run run, int lane, int fromPage)
    {
        lock (_lock)
        {
            return [.. PagesOf(run.Id).Keys.Where(number => number >= fromPage && run.LaneOf(number) == lane)];
        }
    }

    private SortedDictionary<int, StoredPage> PagesOf(RunId id) => _pages.TryGetValue(id, out var pages) ? pages : _pages[id] = [];

    private static LedgerPage Read(int number, StoredPage stored)
    {
        var page = new LedgerPage(number, stored.Messages, stored.ClaimId, stored.ETag);
        foreach (var receipt in stored.Receipts.Values.OrderBy(receipt => receipt.At).ThenBy(receipt => receipt.State))
        {
            page.Apply(receipt);
        }

        return new LedgerPage(number, Copy(page.Messages), stored.ClaimId, stored.ETag, stored.Zone, stored.Interruptions);
    }

    // Whole seconds are kept.
    private static LedgerMessage[] Copy(IEnumerable<LedgerMessage> messages) =>
        [
            .. messages.Select(message =>
                message with
                {
                    UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(message.UpdatedAt.ToUnixTimeSeconds()),
                }
            ),
        ];

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private sealed record StoredPage(
        LedgerMessage[] Messages,
        string? ClaimId,
        string ETag,
        string? Zone,
        Dictionary<(int Index, MessageState State), Receipt> Receipts,
        int Interruptions
    );
}
