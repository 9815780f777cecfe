namespace CampaignTasks.Domain.Contacts;

/// <summary>A person's choice about messages on a channel.</summary>
/// <param name="Status">The choice.</param>
/// <param name="Source">Where it was given: a form, a link, a keyword, an import.</param>
/// <param name="At">When it was given.</param>
public sealed record Consent(ConsentStatus Status, string Source, DateTimeOffset At);
