using System.Collections.Concurrent;
using System.Threading.Channels;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Receipts;

/// <summary>
/// Folds receipts into their pages soon after they came, so that reads stay small. It is housekeeping: receipts count beside the page
/// too, so work that does not fit or fails is left for the next receipt of the page.
/// </summary>
internal sealed class ReceiptCompactor(ILedger ledger, TimeProvider time, ILogger<ReceiptCompactor> logger) : BackgroundService
{
    private const int MaxWaiting = 10_000;

    private const int Tries = 5;

    /// <summary>Receipts come in bursts: one fold takes a burst's worth.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AfterLostRace = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(Run Run, int Page)> _work =
        Channel.CreateBounded<(Run, int)>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentDictionary<(RunId, int), bool> _waiting = new();

    /// <summary>Asks for a page to be folded; one that waits already waits once.</summary>
    public void Later(Run run, int page)
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
                // Taken off first: a receipt that comes while the page is folded asks for another fold.
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
                await Task.Delay(AfterLostRace, time, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.FoldFailed(page, run.Id.ToString(), e);
                return;
            }
        }
    }
}
