using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Facts;

/// <summary>The signal of a deployment without automations.</summary>
internal sealed class NoAutomationSignal : IAutomationSignal
{
    public ValueTask WakeAsync(string tenantId, string automationId, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
