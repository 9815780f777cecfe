namespace CampaignTasks.Domain.Webhooks;

/// <summary>An address of a tenant's own that is notified of events.</summary>
public sealed record Webhook
{
    /// <summary>The time for which both secrets sign after a new one was made.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>The address that events are posted to.</summary>
    public required string Url { get; init; }

    /// <summary>The types of events it is notified of.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The status; only an active one is notified.</summary>
    public WebhookStatus Status { get; init; }

    /// <summary>The reason why it is disabled; null while it is active.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>The secret that signs, encrypted.</summary>
    public required string ProtectedSecret { get; init; }

    /// <summary>The secret before, encrypted; null when there was none.</summary>
    public string? PreviousSecret { get; init; }

    /// <summary>The end of the time in which the secret before signs, too.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The time since which every delivery has failed; null when the last one arrived.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version of the stored webhook; null before it is stored.</summary>
    public string? ETag { get; init; }

    /// <summary>The place of its secrets, for their encryption.</summary>
    public string SecretPlace => $"{TenantId}/webhook/{Id}";

    /// <summary>Returns true when it is to be notified of an event: of none that happened before it was created.</summary>
    public bool Wants(WebhookEvent happened) =>
        Status is WebhookStatus.Active && happened.At >= CreatedAt && Events.Contains(happened.Type, StringComparer.Ordinal);

    /// <summary>The secrets that sign at an instant, encrypted, the current one first.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        PreviousSecret is { } previous && now < PreviousUntil ? [ProtectedSecret, previous] : [ProtectedSecret];

    /// <summary>Replaces the secret; for <see cref="Overlap"/> the one before signs, too.</summary>
    public Webhook Rotate(string protectedSecret, DateTimeOffset now) =>
        this with
        {
            ProtectedSecret = protectedSecret,
            PreviousSecret = ProtectedSecret,
            PreviousUntil = now + Overlap,
            UpdatedAt = now,
        };

    /// <summary>Switches it on again.</summary>
    public Webhook Activate(DateTimeOffset now) =>
        this with
        {
            Status = WebhookStatus.Active,
            DisabledReason = null,
            FailingSince = null,
            UpdatedAt = now,
        };

    /// <summary>Switches it off.</summary>
    public Webhook Disable(string reason, DateTimeOffset now) =>
        this with
        {
            Status = WebhookStatus.Disabled,
            DisabledReason = reason,
            UpdatedAt = now,
        };
}
