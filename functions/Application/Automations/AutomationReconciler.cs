using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The reconciler of automations: it makes those of a tenant read their state again, so that a stored change without a notification takes
/// effect, and one whose orchestration was lost gets another.
/// </summary>
internal sealed class AutomationReconciler(
    IAutomationStore automations,
    IAutomationNotifier notifier,
    TimeProvider time,
    ILogger<AutomationReconciler> logger
)
{
    // The journeys of an archived automation end soon after.
    private static readonly TimeSpan Ending = TimeSpan.FromDays(1);

    /// <summary>Notifies all live automations, and those that were archived lately.</summary>
    /// <returns>The number of automations notified.</returns>
    public async Task<int> NotifyAsync(string tenantId, CancellationToken cancellationToken)
    {
        var notified = 0;
        foreach (var status in (AutomationStatus[])[AutomationStatus.Active, AutomationStatus.Paused, AutomationStatus.Archived])
        {
            string? cursor = null;
            do
            {
                var page = await automations.ListAsync(tenantId, status, limit: 100, cursor, cancellationToken);
                foreach (var automation in page.Items.Where(one => one.IsLive || one.UpdatedAt > time.GetUtcNow() - Ending))
                {
                    notified += await TryNotifyAsync(automation, cancellationToken) ? 1 : 0;
                }

                cursor = page.Next;
            } while (cursor is not null);
        }

        return notified;
    }

    private async Task<bool> TryNotifyAsync(Automation automation, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.ChangedAsync(automation, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.AutomationNotNotified(automation.Id, EnumNames.Of(automation.Status), e);
            return false;
        }
    }
}
