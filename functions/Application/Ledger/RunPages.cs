using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Ledger;

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
}
