using System.Text.Json.Nodes;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Automations;

/// <summary>The events of journeys.</summary>
internal static class JourneyWebhookEvents
{
    /// <summary>Gets the events of a page's journeys that have ended since a turn began.</summary>
    public static IEnumerable<WebhookEvent> Of(AutomationKey key, JourneyPage page, DateTimeOffset since)
    {
        for (var slot = 0; slot < page.Journeys.Count; slot++)
        {
            if (page.At(slot) is { EndedAt: { } at } journey && at >= since && TypeOf(journey.Status) is { } type)
            {
                yield return Of(key, JourneyId.Of(page.Number, slot), journey, type, at);
            }
        }
    }

    private static WebhookEvent Of(AutomationKey key, string id, Journey journey, string type, DateTimeOffset at) =>
        new(
            type,
            $"{key.AutomationId}/{id}",
            at,
            new JsonObject
            {
                ["journeyId"] = id,
                ["automationId"] = key.AutomationId,
                ["contactId"] = journey.ContactId,
                ["status"] = EnumNames.Of(journey.Status),
                ["reason"] = journey.Reason,
                ["enteredAt"] = journey.EnteredAt,
            }
        )
        {
            ContactId = journey.ContactId,
        };

    private static string? TypeOf(JourneyStatus status) =>
        status switch
        {
            JourneyStatus.Converted => WebhookEventType.JourneyConverted,
            JourneyStatus.Completed => WebhookEventType.JourneyCompleted,
            JourneyStatus.Exited => WebhookEventType.JourneyExited,
            _ => null,
        };
}
