using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Erasures;

/// <summary>Walks through a tenant's ledgers, some pages at a time.</summary>
internal sealed class LedgerErasureScanner(ITaskStore tasks, IRunStore runs, ILedger ledger, LedgerEraser eraser, ErasureRequests notes)
{
    /// <summary>Goes on where the walk is.</summary>
    public async Task<ErasureStep> GoOnAsync(ErasureScan walk, CancellationToken cancellationToken)
    {
        var people = await notes.PeopleAsync(walk, cancellationToken);
        return await new LedgerErasureScan(tasks, runs, ledger, eraser, people, walk).GoOnAsync(cancellationToken);
    }
}
