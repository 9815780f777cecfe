using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The source of eligibility checkers and rules.</summary>
internal sealed class EligibilityCheckerFactory(
    IAudienceStore audiences,
    ISettingsStore settings,
    RecipientSnapshotReader recipients,
    IMovedRecipients moved,
    ITouchStore touches,
    SuppressionRecorder suppressions,
    UnsubscribeLinks links,
    TimeProvider time
)
{
    /// <summary>Creates the checker of a task, with the rules as they are now.</summary>
    public async Task<IEligibilityChecker> CreateAsync(CampaignTask task, CancellationToken cancellationToken) =>
        new EligibilityChecker(await RulesAsync(task, cancellationToken), recipients, moved, touches, suppressions, links, time);

    /// <summary>Creates the checker of a batch of single messages, with the rules as they are now.</summary>
    public async Task<IEligibilityChecker> CreateAsync(CampaignTask task, MessagePurpose purpose, CancellationToken cancellationToken)
    {
        var rules = (await RulesAsync(task, cancellationToken)) with { Purpose = purpose };
        return new EligibilityChecker(rules, recipients, moved, touches, suppressions, links, time);
    }

    /// <summary>Reads the rules of a task as they are now.</summary>
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
