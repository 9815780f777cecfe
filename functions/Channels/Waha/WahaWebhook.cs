using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Waha;

/// <summary>
/// The reader of the gateway's webhook: what people write, and what becomes of messages. The proof is the secret in the address, and the
/// signature where the account has a key for it.
/// </summary>
internal sealed class WahaWebhook : IWebhookReader
{
    private const string Header = "X-Webhook-Hmac";
    private const string Person = "@c.us";

    /// <inheritdoc/>
    public string Provider => "gateway";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return !HookProof.HasCode(call, account) ? new WebhookResult.Unverified("The address lacks the account's webhookSecret as code.")
            : account["hmacKey"] is { Length: > 0 } key && !IsSigned(call, key)
                ? new WebhookResult.Unverified($"{Header} does not match this body and the account's hmacKey.")
            : HookJson.Read(call, body => Read(body, account, call.ReceivedAt));
    }

    // One gateway may have many sessions.
    private static WebhookResult.Several Read(JsonElement call, ResolvedAccount account, DateTimeOffset at)
    {
        var about = call.Get("payload");
        WebhookResult? item =
            call.Text("session") != WahaGateway.SessionOf(account) || about.Text("id") is not { Length: <= 200 } id ? null
            : call.Text("event") is "message.ack" ? Report(about, WahaAnswer.ShortId(id), at)
            : call.Text("event") is "message" ? Message(about, WahaAnswer.ShortId(id))
            : null;
        return new(item is null ? [] : [item]);
    }

    // Groups and channels are passed over.
    private static WebhookResult.Inbound? Message(JsonElement message, string id) =>
        !message.IsTrue("fromMe") && message.Text("from") is { } from && from.EndsWith(Person, StringComparison.Ordinal)
            ? new($"+{from[..^Person.Length]}", message.Text("body") ?? "", id)
            : null;

    // Names as WAHA documents them for message.ack; PENDING has not left yet.
    private static WebhookResult.OwnReceipt? Report(JsonElement message, string id, DateTimeOffset at) =>
        !message.IsTrue("fromMe")
            ? null
            : message.Text("ackName") switch
            {
                "ERROR" => new(id, MessageState.Failed, "ERROR: The gateway could not send the message.", at),
                "SERVER" => new(id, MessageState.Sent, Reason: null, at),
                "DEVICE" => new(id, MessageState.Delivered, Reason: null, at),
                "READ" or "PLAYED" => new(id, MessageState.Read, Reason: null, at),
                _ => null,
            };

    private static bool IsSigned(WebhookCall call, string key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), call.Body.Span, hash);
        return HookProof.IsSame(call.Headers.GetValueOrDefault(Header), Convert.ToHexStringLower(hash));
    }
}
