namespace CampaignTasks.Domain.Facts;

/// <summary>A signal to an automation that facts lie in its inbox.</summary>
public interface IAutomationSignal
{
    /// <summary>
    /// Wakes the automation. Many signals in a short time may become one; a signal may be lost, since the automation looks into its inbox
    /// by itself, later.
    /// </summary>
    ValueTask WakeAsync(string tenantId, string automationId, CancellationToken cancellationToken);
}
