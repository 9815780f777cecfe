namespace CampaignTasks.Application.Inboxes;

/// <summary>A token with which a contact reads its own inbox.</summary>
/// <param name="Text">The token: for the contact alone.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record ContactToken(string Text, DateTimeOffset ExpiresAt);
