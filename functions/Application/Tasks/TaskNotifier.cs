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
        foreach (var test in task.OpenTests)
        {
            await NotifyAsync(new RunRef(task.TenantId, task.Id, test.Run.ToString()), cancellationToken);
        }

        var orchestration = new TaskRef(task.TenantId, task.Id);
        if (task.Status is CampaignTaskStatus.Draft or CampaignTaskStatus.Testing)
        {
            return;
        }

        // An event that nobody waits for is lost without a word, so a task that lives is started first; only who is there already is told.
        if (
            !task.IsLive
            || !await TryStartAsync(nameof(CampaignTaskOrchestrator), orchestration, orchestration.InstanceId, cancellationToken)
        )
        {
            await client.RaiseEventAsync(orchestration.InstanceId, RunActivities.Refresh, "", cancellationToken);
        }
    }

    private async Task NotifyAsync(RunRef test, CancellationToken cancellationToken)
    {
        var id = TestActivities.InstanceId(test);
        if (!await TryStartAsync(nameof(TestOrchestrator), test, id, cancellationToken))
        {
            await client.RaiseEventAsync(id, RunActivities.Refresh, "", cancellationToken);
        }
    }

    /// <returns>False when the orchestration is there already.</returns>
    private async Task<bool> TryStartAsync(string orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, Starting.Once(instanceId), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
