namespace CampaignTasks.Api.Runs;

/// <summary>A page of messages. It may be short, or even empty, with more to come: only a null `next` is the end.</summary>
internal sealed record MessageList(IReadOnlyList<MessageView> Items, string? Next);
