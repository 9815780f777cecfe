using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Erasures;

/// <summary>A scanner of a tenant's ledgers, some pages at a time.</summary>
internal sealed class LedgerErasureScanner(
    ITaskStore tasks,
    IAutomationStore automations,
    SendingTasks sending,
    IRunStore runs,
    ILedger ledger,
    LedgerEraser eraser,
    ErasureRequests requests
)
{
    /// <summary>Continues the scan at its position.</summary>
    public async Task<ErasureStep> ContinueAsync(ErasureScan scan, CancellationToken cancellationToken)
    {
        var people = await requests.PeopleAsync(scan, cancellationToken);
        return await new LedgerErasureScan(tasks, automations, sending, runs, ledger, eraser, people, scan).ContinueAsync(
            cancellationToken
        );
    }
}
