using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary><see cref="ErasureActivities.BeginErasures"/>: repeated, it takes the same erasures and what came since.</summary>
internal sealed class BeginErasuresActivity(ErasureRequests notes, IHostApplicationLifetime lifetime) : TaskActivity<ErasureScan, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureScan input) => notes.BeginAsync(input, lifetime.ApplicationStopping);
}
