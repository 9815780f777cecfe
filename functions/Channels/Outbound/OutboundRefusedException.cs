namespace CampaignTasks.Channels.Outbound;

/// <summary>An error: every address of a host is one that requests may not go to.</summary>
internal sealed class OutboundRefusedException() : Exception("The host leads into a private or reserved network.");
