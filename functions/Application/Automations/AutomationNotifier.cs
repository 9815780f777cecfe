using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Automations;

/// <summary>Stored automation → its orchestration, and those that send its runs.</summary>
internal sealed class AutomationNotifier(IJourneyStore journeys, DurableTaskClient client) : IAutomationNotifier
{
    public async Task ChangedAsync(Automation automation, CancellationToken cancellationToken)
    {
        if (automation.Status is AutomationStatus.Draft)
        {
            return;
        }

        // Runs that wait for the end of a pause.
        foreach (var run in (await journeys.ReadProgressAsync(automation.Key, cancellationToken)).Runs)
        {
            var id = JourneyActivities.InstanceId(new RunRef(automation.TenantId, automation.Id, run.Run.ToString()));
            await client.RaiseEventAsync(id, RunActivities.Refresh, "", cancellationToken);
        }

        var orchestration = new AutomationRef(automation.TenantId, automation.Id);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(AutomationOrchestrator),
                orchestration,
                Starting.Once(orchestration.InstanceId),
                cancellationToken
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await client.RaiseEventAsync(orchestration.InstanceId, RunActivities.Refresh, "", cancellationToken);
        }
    }
}
