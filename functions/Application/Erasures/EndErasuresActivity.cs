using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Erasures;

/// <summary>The activity <see cref="ErasureActivities.EndErasures"/>. Repeated, it finds fewer erasures, or none.</summary>
internal sealed class EndErasuresActivity(ErasureRequests requests, IHostApplicationLifetime lifetime) : TaskActivity<ErasureScan, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureScan input) =>
        requests.EndAsync(input, lifetime.ApplicationStopping);
}
