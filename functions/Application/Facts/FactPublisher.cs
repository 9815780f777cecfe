using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Facts;

/// <summary>
/// The delivery of facts to the automations that want them. It is called after what a fact tells of was stored, also when the caller told
/// nothing new: a repetition heals a crash between the two.
/// </summary>
internal sealed class FactPublisher(
    IFactSubscriptions subscriptions,
    IFactInbox inbox,
    IAutomationSignal signal,
    ILogger<FactPublisher> logger
)
{
    /// <summary>
    /// Appends facts to the inboxes of the automations that want them, and wakes these. It cannot be canceled: what the facts tell of is
    /// stored.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="facts">The facts; they are made only where an automation wants any.</param>
    public async Task PublishAsync(string tenantId, IEnumerable<ContactFact> facts)
    {
        if (await subscriptions.ForAsync(tenantId, CancellationToken.None) is { Count: > 0 } wanted)
        {
            await PublishAsync(tenantId, wanted, [.. facts]);
        }
    }

    /// <summary>As <see cref="PublishAsync(string, IEnumerable{ContactFact})"/>, for facts that have to be read.</summary>
    public async Task PublishAsync(string tenantId, Func<Task<IReadOnlyList<ContactFact>>> read)
    {
        if (await subscriptions.ForAsync(tenantId, CancellationToken.None) is { Count: > 0 } wanted)
        {
            await PublishAsync(tenantId, wanted, await read());
        }
    }

    private async Task PublishAsync(string tenantId, IReadOnlyList<FactSubscription> subscribed, IReadOnlyList<ContactFact> facts)
    {
        foreach (var subscription in subscribed)
        {
            ContactFact[] wanted = [.. facts.Where(subscription.Wants)];
            if (wanted.Length > 0)
            {
                await inbox.AppendAsync(tenantId, subscription.AutomationId, wanted, CancellationToken.None);
                await TryWakeAsync(tenantId, subscription.AutomationId);
            }
        }
    }

    // The facts are in the inbox: the automation finds them later, too.
    private async Task TryWakeAsync(string tenantId, string automationId)
    {
        try
        {
            await signal.WakeAsync(tenantId, automationId, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.AutomationNotWoken(e, automationId);
        }
    }
}
