using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Tasks;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Tasks;

/// <summary>Stored task → senders of this process → the task's orchestration.</summary>
internal sealed class TaskNotifier(RunMonitors controls, DurableTaskClient client) : ITaskNotifier
{
    public async Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        controls.Changed(task);
        var orchestration = new TaskRef(task.TenantId, task.Id);
        if (task.Status is CampaignTaskStatus.Draft or CampaignTaskStatus.Testing)
        {
            return;
        }

        // An event that nobody waits for is lost without a word, so a task that lives is started first; only who is there already is told.
        if (!task.IsLive || !await TryStartAsync(orchestration, cancellationToken))
        {
            await client.RaiseEventAsync(orchestration.InstanceId, RunActivities.Refresh, "", cancellationToken);
        }
    }

    /// <returns>False when the orchestration is there already.</returns>
    private async Task<bool> TryStartAsync(TaskRef task, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CampaignTaskOrchestrator),
                task,
                Starting.Once(task.InstanceId),
                cancellationToken
            );
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
