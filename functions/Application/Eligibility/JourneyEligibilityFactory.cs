using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The source of the checkers of automations' messages.</summary>
internal sealed class JourneyEligibilityFactory(
    IAutomationStore automations,
    IJourneyStore journeys,
    ISettingsStore settings,
    TimeProvider time
)
{
    /// <summary>Creates the checker of a step's messages: to the rules of tasks it adds those of journeys.</summary>
    /// <param name="task">The step as a task.</param>
    /// <param name="step">The step.</param>
    /// <param name="ofTask">The rules of tasks.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IEligibilityChecker> CreateAsync(
        CampaignTask task,
        StepRef step,
        IEligibilityChecker ofTask,
        CancellationToken cancellationToken
    )
    {
        var key = new AutomationKey(task.TenantId, task.Id);
        var plan = await automations.FindPlanAsync(key, step.Version, cancellationToken);
        var zone = (await settings.ReadAsync(task.TenantId, cancellationToken)).TimeZone;
        return new JourneyEligibility(key, plan?.Hours ?? Schedule.AtOnce, zone, ofTask, journeys, time);
    }
}
