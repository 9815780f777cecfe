using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Runs;

/// <summary>Stored task → senders of this process → the task's orchestration.</summary>
internal sealed class TaskSignals(RunControls controls, DurableTaskClient client) : ITaskSignals
{
    public async Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        controls.Changed(task);
        var orchestration = new TaskRef(task.TenantId, task.Id);
        if (task.Status is CampaignTaskStatus.Draft or CampaignTaskStatus.Testing)
        {
            return;
        }

        // It may end between the two questions; then it is started anew.
        while (!(task.IsLive && await TryStartAsync(orchestration, cancellationToken)))
        {
            if (await TryLookAsync(orchestration, cancellationToken) || !task.IsLive)
            {
                return;
            }
        }
    }

    /// <returns>False when the orchestration is there already.</returns>
    private async Task<bool> TryStartAsync(TaskRef task, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CampaignTaskOrchestrator), task, new StartOrchestrationOptions(task.InstanceId), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    /// <returns>False when the orchestration is not there or has ended.</returns>
    private async Task<bool> TryLookAsync(TaskRef task, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(task.InstanceId, RunActivities.Look, "", cancellationToken);
            return true;
        }
        catch (Exception e) when (e is OrchestrationNotFoundException or OrchestrationFinishedException)
        {
            return false;
        }
    }
}
