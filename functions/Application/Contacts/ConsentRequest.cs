using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Contacts;

/// <summary>A person's consent to messages on a channel.</summary>
/// <param name="Status">Subscribed or unsubscribed.</param>
/// <param name="Source">Where the person decided it, at most 100 characters; absent: `api`.</param>
/// <param name="At">When; absent: now. A decision older than the stored one changes nothing, unless it is an opt-out.</param>
public sealed record ConsentRequest(ConsentStatus? Status, string? Source, string? At)
{
    public ConsentDefinition ToDefinition() => new(Status, Source, At);
}
