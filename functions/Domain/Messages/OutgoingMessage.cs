using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Messages;

/// <summary>A message as a channel gets it: addressed, rendered and with its key.</summary>
/// <param name="Id">The message's place in its run's ledger.</param>
/// <param name="Channel">The channel to use.</param>
/// <param name="To">The address, normalized by the audience (e-mail address, E.164 phone).</param>
/// <param name="Content">The rendered creative.</param>
/// <param name="Account">The sender; its secrets are in clear here and nowhere else.</param>
/// <param name="Unsubscribe">The address at which the recipient unsubscribes with one click (RFC 8058); null where there is none.</param>
/// <param name="StatusCallback">The address to which the provider reports delivery; null when the deployment has no public address.</param>
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
