using System.Text;
using System.Text.RegularExpressions;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using MimeKit;

namespace CampaignTasks.Channels.Smtp;

/// <summary>
/// The reader of mails that came to the bounce address and are posted as they are: delivery status notifications (RFC 3464) and complaints
/// (RFC 5965). The message is found by its Message-ID in what the report quotes. Other mails are passed over: their senders prove nothing.
/// </summary>
internal sealed partial class SmtpWebhook : IWebhookReader
{
    private const int DeepestParts = 8;

    private static readonly ParserOptions Parsing = new() { MaxMimeDepth = DeepestParts };

    /// <inheritdoc/>
    public string Provider => "smtp";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return !HookProof.HasCode(call, account) ? new WebhookResult.Unverified("The address lacks the account's webhookSecret as code.")
            : call.Body.Length > HookProof.LongestBody ? new WebhookResult.Unreadable("A mail has at most 1 MiB.")
            : Read(call);
    }

    private static WebhookResult Read(WebhookCall call)
    {
        try
        {
            using var stream = new MemoryStream(call.Body.ToArray(), writable: false);
            using var mail = MimeMessage.Load(Parsing, stream);
            return mail.Body is not MultipartReport report ? new WebhookResult.Receipts([])
                : !IsWhole(report, call.Body.Span) ? new WebhookResult.Unreadable("The mail ends before its report does.")
                : new WebhookResult.Receipts(Read(mail, report, call.ReceivedAt) is { } receipt ? [receipt] : []);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException or InvalidOperationException or IOException)
        {
            return new WebhookResult.Unreadable("The body is no mail.");
        }
    }

    private static Receipt? Read(MimeMessage mail, MultipartReport report, DateTimeOffset at)
    {
        var status = report.OfType<MessageDeliveryStatus>().FirstOrDefault();
        return IdOf(mail, report, status) is not { } id ? null
            : status is not null ? OfStatus(status, id, at)
            : report.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback ? OfFeedback(feedback, id, at)
            : null;
    }

    // The first group is about the message, each other one about a recipient; our mails have one.
    private static Receipt? OfStatus(MessageDeliveryStatus report, MessageId id, DateTimeOffset at)
    {
        if (report.StatusGroups.Skip(1).FirstOrDefault(group => group["Action"] is not null) is not { } about)
        {
            return null;
        }

        var recipient = about["Final-Recipient"]?.Split(';', 2)[^1].Trim();
        var (given, diagnostic) = (SmtpReplies.EnhancedOf(about["Status"]), about["Diagnostic-Code"]);
        // 5.0.0 and 5.2.0 say nothing; the reply of the server that refused may.
        var code = given is null || given.EndsWith(".0", StringComparison.Ordinal) ? SmtpReplies.EnhancedOf(diagnostic) ?? given : given;
        return about["Action"]!.Trim().ToLowerInvariant() switch
        {
            "failed" => new Receipt(id, MessageState.Failed, null, $"{code ?? "bounce"}: {ProviderWords.Clean(diagnostic, recipient)}", at)
            {
                Verdict = code is null ? null : SmtpReplies.VerdictOf(code),
                Recipient = recipient,
            },
            "delivered" => new Receipt(id, MessageState.Delivered, null, null, at) { Recipient = recipient },
            "relayed" or "expanded" => new Receipt(id, MessageState.Sent, null, null, at),
            _ => null,
        };
    }

    // Who complains has got the mail.
    private static Receipt? OfFeedback(MessageFeedbackReport report, MessageId id, DateTimeOffset at) =>
        report.Fields["Feedback-Type"]?.Trim().ToLowerInvariant() switch
        {
            "abuse" or "fraud" => new Receipt(id, MessageState.Delivered, null, null, at)
            {
                Verdict = new Verdict(SuppressionReason.Complaint, "feedback report"),
            },
            _ => null,
        };

    private static MessageId? IdOf(MimeMessage mail, MultipartReport report, MessageDeliveryStatus? status)
    {
        var quoted = report.OfType<MessagePart>().Select(part => part.Message?.Headers[HeaderId.MessageId]);
        string?[] others =
        [
            status?.StatusGroups.FirstOrDefault()?["Original-Envelope-Id"],
            mail.Headers[HeaderId.InReplyTo],
            mail.Headers[HeaderId.References],
        ];
        return quoted.Concat(others).Select(IdIn).FirstOrDefault(id => id is not null);
    }

    private static MessageId? IdIn(string? text) =>
        text is not null
        && Ids().Matches(text).Select(match => MessageId.TryParse(match.Value, out var id) ? id : null).FirstOrDefault() is { } found
            ? found
            : null;

    private static bool IsWhole(MultipartReport report, ReadOnlySpan<byte> body) =>
        report.Boundary is { Length: > 0 } boundary && body.LastIndexOf(Encoding.UTF8.GetBytes($"--{boundary}--")) >= 0;

    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();
}
