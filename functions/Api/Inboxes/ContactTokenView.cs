namespace CampaignTasks.Api.Inboxes;

/// <summary>A token with which a contact reads its own inbox.</summary>
/// <param name="Token">The token: for the contact alone.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record ContactTokenView(string Token, DateTimeOffset ExpiresAt);
