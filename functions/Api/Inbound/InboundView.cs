using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Inbound;

/// <summary>A message that a contact wrote to an account.</summary>
/// <param name="Id">The id.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Account">The account that got it.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Text">The text, at most 20,000 characters of it.</param>
/// <param name="ReceivedAt">When it was received.</param>
internal sealed record InboundView(string Id, ChannelKind Channel, string Account, string From, string Text, DateTimeOffset ReceivedAt)
{
    public static InboundView Of(ReceivedMessage message) =>
        new(message.Id, message.Channel, message.AccountId, message.From, message.Text, message.ReceivedAt);
}
