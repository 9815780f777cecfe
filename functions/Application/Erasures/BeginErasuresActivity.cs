using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary>The activity <see cref="ErasureActivities.BeginErasures"/>. Repeated, it takes the same erasures and newer ones.</summary>
internal sealed class BeginErasuresActivity(ErasureRequests requests, IHostApplicationLifetime lifetime) : TaskActivity<ErasureScan, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureScan input) =>
        requests.BeginAsync(input, lifetime.ApplicationStopping);
}
