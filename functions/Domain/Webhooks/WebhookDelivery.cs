namespace CampaignTasks.Domain.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The time for which deliveries are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required string TenantId { get; init; }

    public required string WebhookId { get; init; }

    /// <summary>The event's id, the same for every attempt and webhook.</summary>
    public required string Id { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The body that is posted.</summary>
    public required string Body { get; init; }

    /// <summary>The contact whom the event is about; null where it is about none.</summary>
    public string? ContactId { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>The number of attempts since it was created, or redelivered by hand.</summary>
    public int Attempts { get; init; }

    /// <summary>The time of the next attempt; null when none is due.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The HTTP status of the last answer; null when none came.</summary>
    public int? LastStatus { get; init; }

    /// <summary>The reason why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the stored delivery; null before it is stored.</summary>
    public string? ETag { get; init; }

    /// <summary>Records an attempt.</summary>
    public WebhookDelivery After(WebhookAnswer answer, DateTimeOffset now)
    {
        var attempts = Attempts + 1;
        var pause = answer.IsAccepted || answer.IsGone ? null : DeliverySchedule.PauseAfter(attempts, Id, answer.RetryAfter);
        return this with
        {
            Attempts = attempts,
            LastAttemptAt = now,
            LastStatus = answer.Status,
            LastError = answer.IsAccepted ? null : answer.Error,
            NextAttemptAt = now + pause,
            Status =
                answer.IsAccepted ? DeliveryStatus.Delivered
                : pause is null ? DeliveryStatus.Failed
                : DeliveryStatus.Pending,
        };
    }

    /// <summary>Tries it again from the beginning, whatever became of it.</summary>
    public WebhookDelivery Redeliver(DateTimeOffset now) =>
        this with
        {
            Status = DeliveryStatus.Pending,
            Attempts = 0,
            NextAttemptAt = now,
        };

    /// <summary>Ends it without an attempt.</summary>
    public WebhookDelivery GiveUp(string reason) => this with { Status = DeliveryStatus.Failed, NextAttemptAt = null, LastError = reason };
}
