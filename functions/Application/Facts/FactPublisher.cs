using System.Text.Json.Nodes;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Facts;

/// <summary>
/// The delivery of facts to the automations that want them, and of consent to webhooks. It is called after what a fact tells of was stored,
/// also when the caller told nothing new: a repetition heals a crash between the two.
/// </summary>
internal sealed class FactPublisher(
    IFactSubscriptions subscriptions,
    IFactInbox inbox,
    IAutomationSignal signal,
    WebhookPublisher webhooks,
    ILogger<FactPublisher> logger
)
{
    private static readonly string[] Types = [WebhookEventType.ContactUnsubscribed, WebhookEventType.ContactSubscribed];

    /// <summary>
    /// Appends facts to the inboxes of the automations that want them, and wakes these. It cannot be canceled: what the facts tell of is
    /// stored.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="facts">The facts; they are made only where an automation wants any.</param>
    public Task PublishAsync(string tenantId, IEnumerable<ContactFact> facts) =>
        PublishAsync(tenantId, () => Task.FromResult<IReadOnlyList<ContactFact>>([.. facts]));

    /// <summary>As <see cref="PublishAsync(string, IEnumerable{ContactFact})"/>, for facts that have to be read.</summary>
    public async Task PublishAsync(string tenantId, Func<Task<IReadOnlyList<ContactFact>>> read)
    {
        var wanted = await subscriptions.ForAsync(tenantId, CancellationToken.None);
        var hasWebhooks = await webhooks.HasAnyAsync(tenantId, CancellationToken.None, Types);
        if (wanted.Count is 0 && !hasWebhooks)
        {
            return;
        }

        var facts = await read();
        await PublishAsync(tenantId, wanted, facts);
        if (hasWebhooks)
        {
            WebhookEvent[] events = [.. facts.OfType<ContactFact.ConsentChanged>().Select(Of)];
            await webhooks.PublishAsync(tenantId, events, CancellationToken.None);
        }
    }

    private static WebhookEvent Of(ContactFact.ConsentChanged fact) =>
        new(
            fact.IsOptOut ? WebhookEventType.ContactUnsubscribed : WebhookEventType.ContactSubscribed,
            $"{fact.ContactId}\n{EnumNames.Of(fact.Channel)}",
            fact.At,
            new JsonObject { ["contactId"] = fact.ContactId, ["channel"] = EnumNames.Of(fact.Channel) }
        )
        {
            ContactId = fact.ContactId,
        };

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
