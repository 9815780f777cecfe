using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace CampaignTasks.Channels.Smtp;

/// <summary>A client that asks servers to name the message in bounces (RFC 3461), where they can.</summary>
internal sealed class EnvelopeClient : SmtpClient
{
    protected override string? GetEnvelopeId(MimeMessage message) => message.MessageId;

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        DeliveryStatusNotification.Failure;
}
