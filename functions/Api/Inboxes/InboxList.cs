namespace CampaignTasks.Api.Inboxes;

/// <summary>A page of a contact's inbox.</summary>
/// <param name="Unread">The number of all messages that the contact has not read.</param>
/// <param name="Items">The messages: unread first, of both the newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record InboxList(int Unread, IReadOnlyList<InboxMessageView> Items, string? Next);
