using System.Collections.Concurrent;
using System.Threading.Channels;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Receipts;

/// <summary>
/// A background service that folds receipts into their pages soon after they arrive, to keep reads small. Receipts count before they are
/// folded too, so a page that does not fit the queue or fails is left until its next receipt.
/// </summary>
internal sealed class ReceiptCompactor(ILedger ledger, TimeProvider time, ILogger<ReceiptCompactor> logger) : BackgroundService
{
    private const int MaxWaiting = 10_000;

    private const int Tries = 5;

    /// <summary>The wait before folding: receipts arrive in bursts, and one fold takes a burst.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ConflictDelay = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(Run Run, int Page)> _work = Channel.CreateBounded<(Run, int)>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private readonly ConcurrentDictionary<(RunId, int), bool> _waiting = new();

    /// <summary>Requests the folding of a page; a page that waits already is not queued again.</summary>
    public void Enqueue(Run run, int page)
    {
        if (_waiting.Count < MaxWaiting && _waiting.TryAdd((run.Id, page), true))
        {
            _work.Writer.TryWrite((run, page));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _work.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Delay, time, stoppingToken);
            for (var left = _work.Reader.Count; left > 0 && _work.Reader.TryRead(out var next); left--)
            {
                // Removed first: a receipt that arrives while the page is folded requests another fold.
                _waiting.TryRemove((next.Run.Id, next.Page), out _);
                await FoldAsync(next.Run, next.Page, stoppingToken);
            }
        }
    }

    private async Task FoldAsync(Run run, int page, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ledger.FoldAsync(run, page, cancellationToken);
                return;
            }
            catch (ConcurrencyConflictException) when (attempt < Tries)
            {
                await Task.Delay(ConflictDelay, time, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.FoldFailed(page, run.Id.ToString(), e);
                return;
            }
        }
    }
}
