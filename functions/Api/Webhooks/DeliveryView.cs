using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Api.Webhooks;

/// <summary>An event on its way to a webhook.</summary>
/// <param name="Id">The event's id: the header `webhook-id` of every attempt.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Status">Whether it is tried, arrived, or is given up.</param>
/// <param name="Attempts">The attempts so far; a redelivery counts anew.</param>
/// <param name="LastStatus">The HTTP status of the last answer; null when none came.</param>
/// <param name="LastError">Why the last attempt failed; null when it did not.</param>
/// <param name="LastAttemptAt">When it was last tried.</param>
/// <param name="NextAttemptAt">When it is tried again; null when it is not.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="Body">What is posted: JSON.</param>
internal sealed record DeliveryView(
    string Id,
    string Type,
    DeliveryStatus Status,
    int Attempts,
    int? LastStatus,
    string? LastError,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset CreatedAt,
    string Body
)
{
    public static DeliveryView From(WebhookDelivery delivery) =>
        new(
            delivery.Id,
            delivery.Type,
            delivery.Status,
            delivery.Attempts,
            delivery.LastStatus,
            delivery.LastError,
            delivery.LastAttemptAt,
            delivery.NextAttemptAt,
            delivery.CreatedAt,
            delivery.Body
        );
}
