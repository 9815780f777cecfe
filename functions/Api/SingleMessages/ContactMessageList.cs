namespace CampaignTasks.Api.SingleMessages;

/// <summary>A page of a contact's messages. It may be short, or even empty, although more follow: the end is a null `next`.</summary>
internal sealed record ContactMessageList(IReadOnlyList<SingleMessageView> Items, string? Next);
