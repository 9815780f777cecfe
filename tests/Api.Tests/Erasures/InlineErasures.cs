using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Orchestration;

namespace CampaignTasks.Api.Tests.Erasures;

/// <summary>Walks at once, one round, as the orchestration does. With runs left the erasures stay open until the next start.</summary>
internal sealed class InlineErasures(ErasureRequests requests, LedgerErasureScanner scanner) : IErasureRunner
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var scan = new ErasureScan(tenantId, ScanId: Guid.NewGuid().ToString("N"));
        if (!await requests.BeginAsync(scan, cancellationToken))
        {
            return;
        }

        ErasureStep step;
        do
        {
            step = await scanner.ContinueAsync(scan, cancellationToken);
            scan = step.Next;
        } while (!step.IsThrough);

        await requests.EndAsync(scan, cancellationToken);
    }
}
