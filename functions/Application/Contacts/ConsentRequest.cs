using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Contacts;

/// <summary>What a person said about being written to on a channel.</summary>
/// <param name="Status">The word that counts.</param>
/// <param name="Source">Where it was said, at most 100 characters; absent: `api`.</param>
/// <param name="At">When; absent: now. An older word than the stored one changes nothing, unless it is an opt-out.</param>
public sealed record ConsentRequest(ConsentStatus? Status, string? Source, string? At)
{
    public ConsentDefinition ToDefinition() => new(Status, Source, At);
}
