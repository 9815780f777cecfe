using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary>The activity <see cref="ErasureActivities.EraseFromLedgers"/>. Repeated, it finds pseudonyms and changes nothing.</summary>
internal sealed class EraseFromLedgersActivity(LedgerErasureScanner scanner, IHostApplicationLifetime lifetime)
    : TaskActivity<ErasureScan, ErasureStep>
{
    public override Task<ErasureStep> RunAsync(TaskActivityContext context, ErasureScan input) =>
        scanner.ContinueAsync(input, lifetime.ApplicationStopping);
}
