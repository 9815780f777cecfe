using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary><see cref="ErasureActivities.EraseFromLedgers"/>: repeated, it finds pseudonyms where it was.</summary>
internal sealed class EraseFromLedgersActivity(LedgerErasureScanner walker, IHostApplicationLifetime lifetime) : TaskActivity<ErasureScan, ErasureStep>
{
    public override Task<ErasureStep> RunAsync(TaskActivityContext context, ErasureScan input) => walker.GoOnAsync(input, lifetime.ApplicationStopping);
}
