using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tasks;

/// <summary>The rules of approval of tenants, as they are now.</summary>
internal sealed class ApprovalRules(ISettingsStore settings)
{
    /// <summary>Returns true when a task needs approval before it starts.</summary>
    public async Task<bool> NeedsAsync(CampaignTask task, CancellationToken cancellationToken) =>
        (await settings.ReadAsync(task.TenantId, cancellationToken)).NeedsApproval(task.Plan.Channel);

    /// <summary>Returns tasks of one tenant as its present rules have them.</summary>
    public async Task<IReadOnlyList<CampaignTask>> ApplyAsync(IReadOnlyList<CampaignTask> tasks, CancellationToken cancellationToken)
    {
        if (tasks.Count == 0)
        {
            return tasks;
        }

        var rules = await settings.ReadAsync(tasks[0].TenantId, cancellationToken);
        return [.. tasks.Select(task => task.UnderApproval(rules.NeedsApproval(task.Plan.Channel)))];
    }
}
