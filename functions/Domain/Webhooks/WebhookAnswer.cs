namespace CampaignTasks.Domain.Webhooks;

/// <summary>The result of one attempt.</summary>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Error">Why it counts as failed; null when the receiver took the event.</param>
/// <param name="RetryAfter">The pause that the receiver asked for; null when it did not.</param>
public sealed record WebhookAnswer(int? Status, string? Error = null, TimeSpan? RetryAfter = null)
{
    private const int Gone = 410;

    /// <summary>True when the receiver took the event.</summary>
    public bool IsAccepted => Error is null;

    /// <summary>True when the receiver wants no event any more.</summary>
    public bool IsGone => Status is Gone;
}
