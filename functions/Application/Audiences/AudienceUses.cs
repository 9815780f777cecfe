using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Audiences;

/// <summary>The tasks and automations that use a saved audience.</summary>
internal sealed class AudienceUses(ITaskStore tasks, IAutomationStore automations)
{
    private const int PageSize = 200;

    /// <summary>Refuses what would take an audience from somebody who uses it.</summary>
    /// <exception cref="ConflictException">A task that has not ended reaches it, or a started automation begins by it.</exception>
    public async Task EnsureNoneAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        await EnsureNoTaskAsync(audience, cancellationToken);

        // A draft is checked when it starts.
        await EnsureNoAutomationAsync(audience, AutomationStatus.Active, cancellationToken);
        await EnsureNoAutomationAsync(audience, AutomationStatus.Paused, cancellationToken);
    }

    private async Task EnsureNoTaskAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        var live = new TaskFilter([
            .. Enum.GetValues<CampaignTaskStatus>()
                .Except([CampaignTaskStatus.Completed, CampaignTaskStatus.Failed, CampaignTaskStatus.Canceled]),
        ]);
        string? cursor = null;
        do
        {
            var page = await tasks.ListAsync(audience.TenantId, live, PageSize, cursor, cancellationToken);
            if (page.Items.FirstOrDefault(task => task.Plan.Audience is SavedAudience saved && saved.AudienceId == audience.Id) is { } user)
            {
                throw new ConflictException("audienceInUse", $"Task {user.Id} uses this audience: cancel it or wait until it ends.");
            }

            cursor = page.Next;
        } while (cursor is not null);
    }

    private async Task EnsureNoAutomationAsync(AudienceDefinition audience, AutomationStatus status, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await automations.ListAsync(audience.TenantId, status, PageSize, cursor, cancellationToken);
            if (page.Items.FirstOrDefault(automation => automation.Plan.Trigger.AudienceId == audience.Id) is { } user)
            {
                throw new ConflictException("audienceInUse", $"Automation {user.Id} begins by this audience: archive it first.");
            }

            cursor = page.Next;
        } while (cursor is not null);
    }
}
