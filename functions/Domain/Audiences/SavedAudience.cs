namespace CampaignTasks.Domain.Audiences;

/// <summary>An audience that is kept apart from tasks; what it says when a run is launched counts.</summary>
public sealed record SavedAudience(string AudienceId) : Audience;
