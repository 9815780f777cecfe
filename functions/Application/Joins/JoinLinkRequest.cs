namespace CampaignTasks.Application.Joins;

/// <summary>A link to be made.</summary>
/// <param name="Account">The account whose chat the contact joins: a Telegram bot or a VK community.</param>
public sealed record JoinLinkRequest(string? Account);
