using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>The tasks by which runs are sent: stored ones, and steps of automations as tasks. Thread-safe.</summary>
internal sealed class SendingTasks(ITaskStore tasks, IAutomationStore automations)
{
    private const int MostFlows = 64;

    // A version's plan never changes once a run goes by it.
    private readonly ConcurrentDictionary<(AutomationKey Key, int Version), AutomationFlow> _flows = [];

    /// <summary>Finds the task of a run; null when there is none any more.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step of an automation whose messages these are; null for a run of a task.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<CampaignTask?> FindAsync(RunRef run, StepRef? step, CancellationToken cancellationToken)
    {
        if (step is null)
        {
            return await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken);
        }

        var key = new AutomationKey(run.TenantId, run.TaskId);
        return
            await automations.FindAsync(key, cancellationToken) is { } automation
            && await FlowAsync(automation, step.Version, cancellationToken) is { } flow
            && RunId.TryParse(run.RunId, out var id)
            ? StepTask.Of(automation, flow, step, id)
            : null;
    }

    /// <summary>Finds the flow of a version of an automation that was started; null when there is none.</summary>
    public async Task<AutomationFlow?> FlowAsync(Automation automation, int version, CancellationToken cancellationToken)
    {
        if (_flows.TryGetValue((automation.Key, version), out var known))
        {
            return known;
        }

        var plan =
            version == automation.Version ? automation.Plan : await automations.FindPlanAsync(automation.Key, version, cancellationToken);
        if (plan is null)
        {
            return null;
        }

        if (_flows.Count >= MostFlows)
        {
            _flows.Clear();
        }

        return _flows[(automation.Key, version)] = new AutomationFlow(plan);
    }
}
