namespace CampaignTasks.Api.Channels;

/// <summary>All channels.</summary>
internal sealed record ChannelList(IReadOnlyList<ChannelView> Items);
