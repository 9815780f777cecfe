using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Approvals;

/// <summary>The hashes that approvals are bound to. Of a saved audience, the rule counts: it changes without an edit of the task.</summary>
internal sealed class PlanHashes(IAudienceStore audiences, ISettingsStore settings)
{
    /// <summary>Computes the hash of a task's plan as it is now.</summary>
    public async Task<string> OfAsync(CampaignTask task, CancellationToken cancellationToken) =>
        PlanHash.Of(
            task.Plan,
            task.Plan.Audience is SavedAudience saved
                ? (await audiences.FindAsync(task.TenantId, saved.AudienceId, cancellationToken))?.Rule
                : null
        );

    /// <summary>
    /// Returns true when an approved task would not send what was approved, and still needs the approval. It reads nothing of the audience
    /// where only an edit could be the reason.
    /// </summary>
    public async Task<bool> IsVoidAsync(CampaignTask task, CancellationToken cancellationToken) =>
        task is { ApprovalStatus: ApprovalStatus.Approved, LastApproved: { } approved }
        && (task.Plan != approved.Plan || (task.Plan.Audience is SavedAudience && await OfAsync(task, cancellationToken) != approved.Hash))
        && await settings.NeedsApprovalAsync(task, cancellationToken);
}
