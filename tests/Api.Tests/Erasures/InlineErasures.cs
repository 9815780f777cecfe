using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Orchestration;

namespace CampaignTasks.Api.Tests.Erasures;

/// <summary>Walks at once, one round, as the orchestration does. With runs left the erasures stay open until the next start.</summary>
internal sealed class InlineErasures(ErasureRequests notes, LedgerErasureScanner walker) : IErasureRunner
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var walk = new ErasureScan(tenantId, WalkId: Guid.NewGuid().ToString("N"));
        if (!await notes.BeginAsync(walk, cancellationToken))
        {
            return;
        }

        ErasureStep step;
        do
        {
            step = await walker.GoOnAsync(walk, cancellationToken);
            walk = step.Next;
        }
        while (!step.IsThrough);

        await notes.EndAsync(walk, cancellationToken);
    }
}
