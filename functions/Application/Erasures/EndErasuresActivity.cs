using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary><see cref="ErasureActivities.EndErasures"/>: repeated, it finds fewer, or none.</summary>
internal sealed class EndErasuresActivity(ErasureRequests notes, IHostApplicationLifetime lifetime) : TaskActivity<ErasureScan, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureScan input) => notes.EndAsync(input, lifetime.ApplicationStopping);
}
