using System.Text.Json;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Telegram;

/// <summary>
/// The reader of a bot's updates: what people write in private chats, and that they blocked the bot. What is written in groups is passed
/// over: one member's word is not the group's.
/// </summary>
internal sealed class TelegramWebhook : IWebhookReader
{
    private const string Header = "X-Telegram-Bot-Api-Secret-Token";
    private const string Start = "/start";

    /// <inheritdoc/>
    public string Provider => "bot";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return HookProof.IsSame(call.Headers.GetValueOrDefault(Header), account[HookProof.Secret])
            ? HookJson.Read(call, Read)
            : new WebhookResult.Unverified($"{Header} is not the account's webhookSecret.");
    }

    private static WebhookResult Read(JsonElement update)
    {
        if (update.Id("update_id") is not { } id)
        {
            return new WebhookResult.Unreadable("The update has no update_id.");
        }

        var message = update.Get("message").ValueKind is JsonValueKind.Object ? update.Get("message") : update.Get("business_message");
        var inbound = Message(message, id) ?? Block(update.Get("my_chat_member"), id);
        return inbound is null ? new WebhookResult.Receipts([]) : inbound;
    }

    private static WebhookResult.Inbound? Message(JsonElement message, string id)
    {
        if (PrivateChat(message) is not { } chat || message.Get("from").IsTrue("is_bot"))
        {
            return null;
        }

        var text = message.Text("text") ?? message.Text("caption") ?? "";
        var isStart = text == Start || text.StartsWith($"{Start} ", StringComparison.Ordinal);
        return new WebhookResult.Inbound(chat, text, id, isStart ? Keyword.OptIn : null)
        {
            JoinToken = isStart ? JoinTokens.Of(text[Start.Length..].Trim()) : null,
        };
    }

    // A business connection's own words come as business_message, too, from the account itself and in the chat of the other person.
    private static string? PrivateChat(JsonElement message)
    {
        var chat = message.Get("chat");
        return chat.Text("type") is "private" && chat.Id("id") is { } id && message.Get("from").Id("id") == id ? id : null;
    }

    private static WebhookResult.Inbound? Block(JsonElement change, string id) =>
        change.Get("chat") is var chat
        && chat.Text("type") is "private"
        && chat.Id("id") is { } from
        && change.Get("new_chat_member").Text("status") is "kicked"
            ? new WebhookResult.Inbound(from, "", id, Keyword.OptOut)
            : null;
}
