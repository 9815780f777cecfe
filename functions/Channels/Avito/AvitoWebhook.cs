using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Avito;

/// <summary>
/// The reader of Avito's webhook: what buyers write. Avito publishes no signature that can be checked, so the proof is the secret in the
/// address.
/// </summary>
internal sealed class AvitoWebhook : IWebhookReader
{
    /// <inheritdoc/>
    public string Provider => "messenger";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return HookProof.HasCode(call, account)
            ? HookJson.Read(call, body => Read(body.Get("payload"), account))
            : new WebhookResult.Unverified("The address lacks the account's webhookSecret as code.");
    }

    // The account's own words and Avito's notices come, too.
    private static WebhookResult.Several Read(JsonElement payload, ResolvedAccount account)
    {
        var message = payload.Get("value");
        return new(
            payload.Text("type") is "message"
            && message.Id("user_id") == account["userId"]
            && message.Id("author_id") is { } author
            && author != account["userId"]
            && message.Text("type") is "text"
            && message.Text("chat_id") is { } chat
            && message.Text("id") is { Length: <= 200 } id
                ? [new WebhookResult.Inbound(chat, message.Get("content").Text("text") ?? "", id)]
                : []
        );
    }
}
