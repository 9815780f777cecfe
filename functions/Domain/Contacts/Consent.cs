namespace CampaignTasks.Domain.Contacts;

/// <summary>What a person said about being written to on a channel.</summary>
/// <param name="Status">The word that counts.</param>
/// <param name="Source">Where it was said: a form, a link, a keyword, an import.</param>
/// <param name="At">When.</param>
public sealed record Consent(ConsentStatus Status, string Source, DateTimeOffset At);
