using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tasks;

/// <summary>The rules of approval of tenants, as they are now.</summary>
internal static class ApprovalRules
{
    /// <summary>Returns true when a task needs approval before it starts.</summary>
    public static async Task<bool> NeedsApprovalAsync(
        this ISettingsStore settings,
        CampaignTask task,
        CancellationToken cancellationToken
    ) => (await settings.ReadAsync(task.TenantId, cancellationToken)).NeedsApproval(task.Plan.Channel);

    /// <summary>Returns tasks of one tenant as its present rules have them, in their order.</summary>
    public static async Task<IReadOnlyList<CampaignTask>> UnderApprovalAsync(
        this ISettingsStore settings,
        IReadOnlyList<CampaignTask> tasks,
        CancellationToken cancellationToken
    )
    {
        if (tasks.Count == 0)
        {
            return tasks;
        }

        var rules = await settings.ReadAsync(tasks[0].TenantId, cancellationToken);
        return [.. tasks.Select(task => task.UnderApproval(rules.NeedsApproval(task.Plan.Channel)))];
    }
}
