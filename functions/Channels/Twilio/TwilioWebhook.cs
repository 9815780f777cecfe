using System.Security.Cryptography;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Twilio;

/// <summary>The reader of Twilio's status callbacks and inbound messages. Other calls of Twilio are accepted without receipts.</summary>
internal sealed class TwilioWebhook : IWebhookReader
{
    private const int LongestBody = 1024 * 1024;

    /// <inheritdoc/>
    public string Provider => "twilio";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        if (account["authToken"] is not { Length: > 0 } token || call.Body.Length > LongestBody || !TwilioSignature.IsGenuine(call, token))
        {
            return new WebhookResult.Unverified("The X-Twilio-Signature does not match this address, body and auth token.");
        }

        var form = FormText.Read(call.Body.Span);
        if (!MessageId.TryParse(FormText.Query(call.Url, "m"), out var id))
        {
            return Inbound(form, call) is { } inbound ? inbound : new WebhookResult.Receipts([]);
        }

        var status = (Value(form, "MessageStatus") ?? Value(form, "SmsStatus"))?.ToLowerInvariant();
        if (State(status) is not { } state)
        {
            return new WebhookResult.Receipts([]);
        }

        var sid = Sid(form);
        var receipt = new Receipt(id, state, sid, Reason(form, status, state), call.ReceivedAt)
        {
            Verdict = state is MessageState.Failed ? TwilioAddressVerdicts.Of(Value(form, "ErrorCode")) : null,
            Recipient = Value(form, "To") is { } to ? TwilioNumber.Plain(to) : null,
        };
        return new WebhookResult.Receipts([receipt]);
    }

    // An inbound message has a sender, and a text or Twilio's own reading of it; any other call that names no message is ignored.
    private static WebhookResult.Inbound? Inbound(List<(string Name, string Value)> form, WebhookCall call)
    {
        var keyword = Value(form, "OptOutType")?.ToUpperInvariant() switch
        {
            "STOP" => Keyword.OptOut,
            "START" => Keyword.OptIn,
            "HELP" => Keyword.Help,
            _ => (Keyword?)null,
        };
        var text = Value(form, "Body") ?? (keyword is null ? null : "");
        return Value(form, "MessageStatus") is null && Value(form, "From") is { } from && text is not null
            ? new WebhookResult.Inbound(TwilioNumber.Plain(from), text, Sid(form) ?? Digest(call), keyword)
            : null;
    }

    private static MessageState? State(string? status) =>
        status switch
        {
            // A report that it is queued proves that it was accepted: that settles an unknown attempt.
            "accepted" or "scheduled" or "queued" or "sending" or "sent" or "partially_delivered" => MessageState.Sent,
            "delivered" => MessageState.Delivered,
            "read" => MessageState.Read,
            "undelivered" or "failed" or "canceled" => MessageState.Failed,
            _ => null,
        };

    private static string? Reason(List<(string Name, string Value)> form, string? status, MessageState state)
    {
        if (state is not MessageState.Failed)
        {
            return null;
        }

        var code = ProviderWords.Code(Value(form, "ErrorCode"), status!);
        return Value(form, "ErrorMessage") is { } words ? $"{code}: {ProviderWords.Clean(words, Value(form, "To"))}" : code;
    }

    private static string? Sid(List<(string Name, string Value)> form) =>
        (Value(form, "MessageSid") ?? Value(form, "SmsSid")) is { Length: <= 64 } sid && sid.All(char.IsAsciiLetterOrDigit) ? sid : null;

    // Twilio gives every message a SID. Without one the same call again is still recognised, for its signature covers the body.
    private static string Digest(WebhookCall call) => Convert.ToHexStringLower(SHA256.HashData(call.Body.Span));

    private static string? Value(List<(string Name, string Value)> form, string name) =>
        form.Find(pair => pair.Name == name).Value is { Length: > 0 } value ? value : null;
}
