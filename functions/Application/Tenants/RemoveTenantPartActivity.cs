using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Tenants;

/// <summary>
/// The activity <see cref="TenantActivities.RemoveTenantPart"/>: tasks first, so that their orchestrations end, then everything else.
/// Repeated, it finds less.
/// </summary>
internal sealed class RemoveTenantPartActivity(
    ITenantStore tenants,
    ITaskStore tasks,
    ITenantData data,
    DurableTaskClient client,
    IHostApplicationLifetime lifetime,
    ILogger<RemoveTenantPartActivity> logger
) : TaskActivity<TenantRemoval, bool>
{
    private const int TasksAtOnce = 50;

    public override async Task<bool> RunAsync(TaskActivityContext context, TenantRemoval input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        if (await tenants.FindAsync(input.TenantId, cancellationToken) is not { Status: TenantStatus.Deleting })
        {
            return false;
        }

        if (await DeleteTasksAsync(input.TenantId, cancellationToken) + await data.DeleteSomeAsync(input.TenantId, cancellationToken) > 0)
        {
            return true;
        }

        if (input.IsQuiet)
        {
            await tenants.DeleteAsync(input.TenantId, cancellationToken);
            logger.TenantChanged(input.TenantId, "deleted");
        }

        return false;
    }

    private async Task<int> DeleteTasksAsync(string tenantId, CancellationToken cancellationToken)
    {
        var page = await tasks.ListAsync(tenantId, new TaskFilter(), TasksAtOnce, cursor: null, cancellationToken);
        foreach (var task in page.Items)
        {
            await tasks.DeleteAsync(task, cancellationToken);
            if (task.IsLive)
            {
                // It reads that there is no task any more, and ends.
                await client.RaiseEventAsync(new TaskRef(tenantId, task.Id).InstanceId, RunActivities.Refresh, "", cancellationToken);
            }
        }

        return page.Items.Count;
    }
}
