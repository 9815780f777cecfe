namespace CampaignTasks.Application.Joins;

/// <summary>A link by which one contact joins the chat of an account.</summary>
/// <param name="Url">The link: for the contact alone, because whoever opens it first joins as the contact.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record JoinLink(Uri Url, DateTimeOffset ExpiresAt);
