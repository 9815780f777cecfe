using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Ledger;

/// <summary>The pages of a run, lane by lane.</summary>
internal static class RunPages
{
    /// <summary>Reads the pages of all lanes, each lane's in order, receipts folded in.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="openOnly">Whether only pages with pending or claimed messages are wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async IAsyncEnumerable<LedgerPage> ReadAllPagesAsync(
        this ILedger ledger,
        Run run,
        bool openOnly,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly, cancellationToken))
            {
                yield return page;
            }
        }
    }

    /// <summary>Finds out whether messages of a run are pending, by its task's present plan.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="task">Its task.</param>
    /// <param name="now">The time.</param>
    /// <param name="endPage">The first page that does not count; null when all count.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Whether messages are pending that may still leave, or only such whose last allowed day is over.</returns>
    public static async Task<(bool MayLeave, bool TooLate)> PendingAsync(
        this ILedger ledger,
        Run run,
        CampaignTask task,
        DateTimeOffset now,
        int? endPage,
        CancellationToken cancellationToken
    )
    {
        var hours = run.HoursBy(task);
        var tooLate = false;
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly: true, cancellationToken))
            {
                if (page.Number >= endPage)
                {
                    break;
                }

                if (hours.Next(page.Zone, now) is not null)
                {
                    return (true, tooLate);
                }

                tooLate = true;
            }
        }

        return (false, tooLate);
    }
}
