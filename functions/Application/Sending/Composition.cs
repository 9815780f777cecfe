using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>A message that is composed for its recipient, or why there is none.</summary>
/// <param name="Message">The message; null when there is none that could be sent to this recipient, now or later.</param>
/// <param name="Refusal">Why there is none; null when there is one.</param>
/// <param name="Bytes">The bytes of the message.</param>
internal readonly record struct Composition(OutgoingMessage? Message, SendOutcome.Rejected? Refusal, int Bytes)
{
    /// <summary>Makes the message of a filled creative.</summary>
    /// <param name="rendering">The creative as it was filled.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account that sends.</param>
    /// <param name="id">The message.</param>
    /// <param name="recipient">The recipient it was filled for.</param>
    public static Composition From(
        CreativeRendering rendering,
        ChannelKind channel,
        LaneAccount account,
        MessageId id,
        CreativeRecipient recipient
    )
    {
        switch (rendering)
        {
            case CreativeRendering.Filled filled:
                var callback = account.Callback is null ? null : new Uri($"{account.Callback}?m={id}");
                var outgoing = new OutgoingMessage(
                    id,
                    channel,
                    recipient.Address,
                    filled.Content,
                    account.Resolved,
                    callback,
                    recipient.Unsubscribe
                );
                return new Composition(outgoing, Refusal: null, filled.Bytes);
            case CreativeRendering.Failed failed:
                return new Composition(Message: null, new SendOutcome.Rejected(failed.Code, $"{failed.Part}: {failed.Reason}"), Bytes: 0);
            default:
                throw new InvalidOperationException("A creative is filled or it is not.");
        }
    }
}
