using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Facts;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The waking of automations' orchestrations: the first signal at once, those that follow within a moment together at its end.
/// </summary>
internal sealed class AutomationSignal(DurableTaskClient client, TimeProvider time, ILogger<AutomationSignal> logger) : IAutomationSignal
{
    // Each signal is an event in the orchestration's history.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<AutomationRef, bool> _isWanted = [];

    public async ValueTask WakeAsync(string tenantId, string automationId, CancellationToken cancellationToken)
    {
        var automation = new AutomationRef(tenantId, automationId);
        if (_isWanted.TryAdd(automation, false))
        {
            await RaiseAsync(automation);
            _ = EndMomentAsync(automation);
        }
        else if (!_isWanted.TryUpdate(automation, true, comparisonValue: false) && !_isWanted.ContainsKey(automation))
        {
            // Its moment has just ended: what was appended since is not signaled yet.
            await WakeAsync(tenantId, automationId, cancellationToken);
        }
    }

    private async Task EndMomentAsync(AutomationRef automation)
    {
        do
        {
            await Task.Delay(Moment, time);
            if (_isWanted.TryRemove(new(automation, false)))
            {
                return;
            }

            _isWanted[automation] = false;
            await RaiseAsync(automation);
        } while (true);
    }

    private async Task RaiseAsync(AutomationRef automation)
    {
        try
        {
            await client.RaiseEventAsync(automation.InstanceId, RunActivities.Refresh, "", CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The facts are stored, and the automation looks into its inbox by itself.
            logger.AutomationNotWoken(e, automation.AutomationId);
        }
    }
}
