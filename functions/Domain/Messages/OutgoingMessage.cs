using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Messages;

/// <summary>One message as a channel gets it: addressed, rendered and keyed.</summary>
/// <param name="Id">Where the message stands in its run's ledger.</param>
/// <param name="Channel">The channel to use.</param>
/// <param name="To">The address, normalized by the audience (e-mail address, E.164 phone).</param>
/// <param name="Content">The rendered creative.</param>
/// <param name="Account">The sender; its secrets are in clear here and nowhere else.</param>
/// <param name="Unsubscribe">Where the person ends such messages with one click (RFC 8058); null where there is no such place.</param>
/// <param name="StatusCallback">Where the provider should report delivery, when the deployment has a public address.</param>
public sealed record OutgoingMessage(
    MessageId Id,
    ChannelKind Channel,
    string To,
    RenderedCreative Content,
    ResolvedAccount Account,
    Uri? StatusCallback,
    Uri? Unsubscribe = null
)
{
    /// <summary>The key of every attempt to send this message: the same message always has the same key.</summary>
    public Guid IdempotencyKey => Id.ToGuid();
}
