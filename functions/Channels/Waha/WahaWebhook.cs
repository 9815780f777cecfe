using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Waha;

/// <summary>
/// The reader of the gateway's webhook: what people write. The proof is the secret in the address, and the signature where the account has
/// a key for it.
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
            : HookJson.Read(call, body => Read(body, account));
    }

    // One gateway may have many sessions; groups and channels are passed over.
    private static WebhookResult.Several Read(JsonElement call, ResolvedAccount account)
    {
        var message = call.Get("payload");
        return new(
            call.Text("event") is "message"
            && call.Text("session") == WahaGateway.SessionOf(account)
            && !message.IsTrue("fromMe")
            && message.Text("from") is { } from
            && from.EndsWith(Person, StringComparison.Ordinal)
            && message.Text("id") is { Length: <= 200 } id
                ? [new WebhookResult.Inbound($"+{from[..^Person.Length]}", message.Text("body") ?? "", WahaAnswer.ShortId(id))]
                : []
        );
    }

    private static bool IsSigned(WebhookCall call, string key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), call.Body.Span, hash);
        return HookProof.IsSame(call.Headers.GetValueOrDefault(Header), Convert.ToHexStringLower(hash));
    }
}
