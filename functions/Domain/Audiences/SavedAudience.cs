namespace CampaignTasks.Domain.Audiences;

/// <summary>A reference to a saved audience. Its content at the start of a run counts.</summary>
public sealed record SavedAudience(string AudienceId) : Audience;
