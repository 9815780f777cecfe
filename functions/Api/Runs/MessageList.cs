namespace CampaignTasks.Api.Runs;

/// <summary>A page of messages. It may be short, or even empty, although more follow: the end is a null `next`.</summary>
internal sealed record MessageList(IReadOnlyList<MessageView> Items, string? Next);
