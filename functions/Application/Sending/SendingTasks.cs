using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The tasks by which runs are sent: stored ones, and steps of automations and batches of single messages as tasks. Thread-safe.
/// </summary>
internal sealed class SendingTasks(ITaskStore tasks, IAutomationStore automations)
{
    private const int MostFlows = 64;

    // A version's plan never changes once a run goes by it.
    private readonly ConcurrentDictionary<(AutomationKey Key, int Version), AutomationFlow> _flows = [];

    /// <summary>Finds the task of a run; null when there is none any more.</summary>
    public async Task<CampaignTask?> FindAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Batch is { } single)
        {
            return single.ToTask();
        }

        if (run.Step is not { } step)
        {
            return await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken);
        }

        var key = new AutomationKey(run.TenantId, run.TaskId);
        return
            await automations.FindAsync(key, cancellationToken) is { } automation
            && await FlowAsync(automation, step.Version, cancellationToken) is { } flow
            ? StepTask.Of(automation, flow, step, run.Id)
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
