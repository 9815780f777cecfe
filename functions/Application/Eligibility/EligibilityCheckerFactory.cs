using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>Opens gates.</summary>
internal sealed class EligibilityCheckerFactory(
    IAudienceStore audiences, ISettingsStore settings, RecipientSnapshotReader sights, ITouchStore touches, UnsubscribeLinks links, TimeProvider time)
{
    /// <summary>The gate of a task, with the rules as they are now.</summary>
    public async Task<IEligibilityChecker> OpenAsync(CampaignTask task, CancellationToken cancellationToken) =>
        new EligibilityChecker(await RulesAsync(task, cancellationToken), sights, touches, links, time);

    /// <summary>What the gate of a task holds messages against, as it is now.</summary>
    public async Task<EligibilityRules> RulesAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var audience = task.Plan.Audience is SavedAudience saved
            ? (await audiences.FindAsync(task.TenantId, saved.AudienceId, cancellationToken))?.Rule
            : task.Plan.Audience;
        return new EligibilityRules
        {
            CampaignTask = task,
            Settings = await settings.ReadAsync(task.TenantId, cancellationToken),
            SkipOwnersOf = (audience as Buyers)?.Filter.SkipOwnersOf ?? [],
        };
    }
}
