using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Automations;

/// <summary>A step that sends, as a task: senders know no other kind.</summary>
public static class StepTask
{
    // Whom the messages go to is in the ledger.
    private static readonly PastedList Nobody = new(Version: 1, Size: 0, Duplicates: 0);

    /// <summary>Makes the task by which the messages of one run are sent.</summary>
    /// <param name="automation">The automation as it is now: its status decides whether messages may leave.</param>
    /// <param name="flow">The flow of the version that the run goes by.</param>
    /// <param name="step">The step.</param>
    /// <param name="run">The run.</param>
    /// <returns>The task; null when the step sends nothing.</returns>
    public static CampaignTask? Of(Automation automation, AutomationFlow flow, StepRef step, RunId run)
    {
        ArgumentNullException.ThrowIfNull(automation);
        if (step.Node < 0 || step.Node >= flow.Nodes.Count || flow.Nodes[step.Node].Step is not AutomationStep.Send send)
        {
            return null;
        }

        return new CampaignTask
        {
            TenantId = automation.TenantId,
            Id = automation.Id,
            Plan = new TaskPlan
            {
                Name = flow.Plan.Name,
                Channel = send.Channel,
                Accounts = send.Accounts,
                Audience = Nobody,
                Creatives = send.Creatives,

                // Journeys come to a step within its hours, and the eligibility check holds each message to those of its recipient.
                Schedule = new Schedule { TimeZone = flow.Plan.Hours.IsByRecipient ? "UTC" : flow.Plan.Hours.TimeZone },
                Pacing = flow.Plan.Pacing,
                WhenCapped = flow.Plan.WhenCapped,
            },
            Status = automation.Status switch
            {
                AutomationStatus.Active => CampaignTaskStatus.Running,
                AutomationStatus.Archived => CampaignTaskStatus.Canceled,
                _ => CampaignTaskStatus.Paused,
            },
            CurrentRun = run,
            PlanVersion = step.Version,
            CreatedAt = automation.CreatedAt,
            UpdatedAt = automation.UpdatedAt,
        };
    }
}
