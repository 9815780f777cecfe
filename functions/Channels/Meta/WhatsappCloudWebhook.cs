using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>The reader of the Cloud API's webhook: statuses of messages, and what people write.</summary>
internal sealed class WhatsappCloudWebhook : IWebhookReader
{
    /// <inheritdoc/>
    public string Provider => "cloud";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return MetaSignature.Check(call, account, () => HookJson.Read(call, body => Read(body, account, call.ReceivedAt)));
    }

    // One app serves many numbers: what is about another one is passed over.
    private static WebhookResult.Several Read(JsonElement body, ResolvedAccount account, DateTimeOffset receivedAt)
    {
        var values = body.Items("entry")
            .SelectMany(entry => entry.Items("changes"))
            .Select(change => change.Get("value"))
            .Where(value => value.Get("metadata").Text("phone_number_id") == account["phoneNumberId"])
            .ToList();
        Receipt[] receipts =
        [
            .. values.SelectMany(value => value.Items("statuses")).Select(one => Status(one, receivedAt)).OfType<Receipt>(),
        ];
        var messages = values.SelectMany(value => value.Items("messages")).Select(Message).OfType<WebhookResult>();
        return new([.. receipts.Length > 0 ? [new WebhookResult.Receipts(receipts)] : Array.Empty<WebhookResult>(), .. messages]);
    }

    private static Receipt? Status(JsonElement status, DateTimeOffset receivedAt)
    {
        MessageState? state = status.Text("status") switch
        {
            "sent" => MessageState.Sent,
            "delivered" => MessageState.Delivered,
            "read" => MessageState.Read,
            "failed" => MessageState.Failed,
            _ => null,
        };
        if (state is null || !MessageId.TryParse(status.Text("biz_opaque_callback_data"), out var id))
        {
            return null;
        }

        var to = status.Text("recipient_id");
        var error = state is MessageState.Failed ? status.Items("errors").FirstOrDefault() : default;
        var code = ProviderWords.Code(error.Id("code"), "failed");
        var words = error.Get("error_data").Text("details") ?? error.Text("title");
        return new Receipt(
            id,
            state.Value,
            status.Text("id") is { Length: <= 128 } wamid ? wamid : null,
            state is not MessageState.Failed ? null
                : words is null ? code
                : $"{code}: {ProviderWords.Clean(words, to)}",
            status.Time("timestamp") ?? receivedAt
        )
        {
            Verdict = state is MessageState.Failed ? MetaErrors.Of(code).ToVerdict("whatsapp", code) : null,
            Recipient = to is null ? null : $"+{to}",
        };
    }

    private static WebhookResult.Inbound? Message(JsonElement message) =>
        message is var one && one.Text("from") is { } from && one.Text("id") is { Length: <= 200 } id
            ? new($"+{from}", TextOf(one), id)
            : null;

    private static string TextOf(JsonElement message)
    {
        var answer = message.Get("interactive");
        return message.Get("text").Text("body")
            ?? message.Get("button").Text("text")
            ?? answer.Get("button_reply").Text("title")
            ?? answer.Get("list_reply").Text("title")
            ?? "";
    }
}
