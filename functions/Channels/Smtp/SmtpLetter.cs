using System.Text;
using CampaignTasks.Channels.Mail;
using CampaignTasks.Domain.Messages;
using MimeKit;

namespace CampaignTasks.Channels.Smtp;

/// <summary>A message as a mail. Its Message-ID is made of the message's id, so that a bounce leads back to it.</summary>
internal static class SmtpLetter
{
    /// <summary>Writes the mail.</summary>
    public static MimeMessage Write(OutgoingMessage message, string domain, DateTimeOffset now)
    {
        var mail = new MimeMessage
        {
            Subject = message.Content.Subject ?? "",
            Date = now,
            MessageId = $"{message.IdempotencyKey}@{domain}",
            Body = Body(message.Content.Text, message.Content.Html),
        };
        mail.From.Add(new MailboxAddress(message.Account[SmtpSettings.SenderName], message.Account[SmtpSettings.SenderAddress]!));
        mail.To.Add(new MailboxAddress(null, message.To));
        foreach (var (name, value) in MailRules.UnsubscribeHeaders(message.Unsubscribe))
        {
            // As it is: a fold within the link would break it.
            var header = new Header(Encoding.UTF8, name, value);
            header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
            mail.Headers.Add(header);
        }

        return mail;
    }

    private static MimeEntity Body(string? text, string? html) =>
        (text, html) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => new MultipartAlternative { Part("plain", text), Part("html", html) },
            (_, { Length: > 0 }) => Part("html", html),
            _ => Part("plain", text ?? ""),
        };

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
