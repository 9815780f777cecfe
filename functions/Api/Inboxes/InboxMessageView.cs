using CampaignTasks.Domain;
using CampaignTasks.Domain.Inboxes;

namespace CampaignTasks.Api.Inboxes;

/// <summary>A message in an inbox. Its texts are plain: show them as text, not as HTML.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Channel">The channel it was sent on: inbox or web.</param>
/// <param name="Title">The title; null: none.</param>
/// <param name="Text">The text.</param>
/// <param name="ImageUrl">The address of the image; null: none.</param>
/// <param name="RedirectUrl">The address that the message leads to; null: none.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="ReadAt">When the contact first read it; null: not yet.</param>
internal sealed record InboxMessageView(
    string Id,
    ChannelKind Channel,
    string? Title,
    string Text,
    string? ImageUrl,
    string? RedirectUrl,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ReadAt
)
{
    public static InboxMessageView Of(InboxMessage message) =>
        new(
            message.Id.ToString(),
            message.Channel,
            message.Title,
            message.Text,
            message.ImageUrl,
            message.RedirectUrl,
            message.ReceivedAt,
            message.ReadAt
        );
}
