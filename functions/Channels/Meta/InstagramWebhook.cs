using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>
/// The reader of Instagram's webhook: what people write and have read. Echoes of the account's own words are passed over.
/// </summary>
internal sealed class InstagramWebhook : IWebhookReader
{
    /// <inheritdoc/>
    public string Provider => "graph";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return MetaSignature.Check(call, account, () => HookJson.Read(call, body => Read(body, call.ReceivedAt)));
    }

    private static WebhookResult.Several Read(JsonElement body, DateTimeOffset at) =>
        new([
            .. body.Items("entry")
                .SelectMany(entry => entry.Items("messaging"))
                .Select(item => (WebhookResult?)Seen(item, at) ?? Message(item))
                .OfType<WebhookResult>(),
        ]);

    // Field messaging_seen: the last message of the account's that the person has seen.
    private static WebhookResult.OwnReceipt? Seen(JsonElement item, DateTimeOffset at) =>
        item.Get("read").Text("mid") is { Length: <= 400 } id ? new(id, MessageState.Read, Reason: null, at) : null;

    private static WebhookResult.Inbound? Message(JsonElement item)
    {
        var message = item.Get("message");
        return item.Get("sender").Text("id") is { } from && message.Text("mid") is { Length: <= 400 } id && !message.IsTrue("is_echo")
            ? new(from, message.Text("text") ?? "", id)
            : null;
    }
}
