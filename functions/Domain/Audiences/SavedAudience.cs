namespace CampaignTasks.Domain.Audiences;

/// <summary>A reference to a saved audience. Each run uses the content that it has when the run begins.</summary>
public sealed record SavedAudience(string AudienceId) : Audience;
