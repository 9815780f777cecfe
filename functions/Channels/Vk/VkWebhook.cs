using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Vk;

/// <summary>
/// The reader of VK's Callback API: what users write to the community and have read, and that they allow or forbid its messages. VK signs
/// nothing: the proof is the secret in the address, and the secret key in the body where the account has one.
/// </summary>
internal sealed class VkWebhook : IWebhookReader
{
    private const string Ok = "ok";
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <inheritdoc/>
    public string Provider => "community";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        var key = account["secretKey"];
        if (!HookProof.HasCode(call, account))
        {
            return new WebhookResult.Unverified("The address lacks the account's webhookSecret as code.");
        }

        return HookJson.Read(call, body =>
            key is null || HookProof.IsSame(body.Text("secret"), key)
                ? Read(body, account, call.ReceivedAt)
                : new WebhookResult.Unverified("The call lacks the account's secretKey.")
        );
    }

    private static WebhookResult Read(JsonElement call, ResolvedAccount account, DateTimeOffset at)
    {
        if (call.Id("group_id") != account["groupId"])
        {
            return new WebhookResult.Unreadable("The call is about another community.");
        }

        if (call.Text("type") is "confirmation")
        {
            return account["confirmationCode"] is { Length: > 0 } code
                ? new WebhookResult.Reply("text/plain", code, NoHeaders)
                : new WebhookResult.Unreadable("The account has no confirmationCode: copy it from the community's Callback API settings.");
        }

        var (type, about) = (call.Text("type"), call.Get("object"));
        WebhookResult? item = type is "message_read" ? HasRead(about, at) : Said(type, about, call.Text("event_id"));
        return new WebhookResult.Several(item is null ? [] : [item], Ok);
    }

    private static WebhookResult.Inbound? Said(string? type, JsonElement about, string? id) =>
        (type, id) switch
        {
            (_, null) => null,
            ("message_new", _) => Message(about.Get("message"), id),
            ("message_allow", _) when about.Id("user_id") is { } user => new(user, "", id, Keyword.OptIn),
            ("message_deny", _) when about.Id("user_id") is { } user => new(user, "", id, Keyword.OptOut),
            _ => null,
        };

    // VK names the last message that was read.
    private static WebhookResult.OwnReceipt? HasRead(JsonElement about, DateTimeOffset at) =>
        about.Id("from_id") is { } from && from == about.Id("peer_id") && !from.StartsWith('-') && about.Id("read_message_id") is { } id
            ? new(id, MessageState.Read, Reason: null, at)
            : null;

    // A message in a conversation of several people is nobody's word to the community.
    private static WebhookResult.Inbound? Message(JsonElement message, string id) =>
        message.Id("from_id") is { } from && from == message.Id("peer_id") && !from.StartsWith('-')
            ? new(from, message.Text("text") ?? "", id) { JoinToken = JoinTokens.Of(message.Text("ref")) }
            : null;
}
