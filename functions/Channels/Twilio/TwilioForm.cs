using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Messages;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;

namespace CampaignTasks.Channels.Twilio;

/// <summary>The request to Twilio's Messages resource.</summary>
internal static class TwilioForm
{
    private const string WhatsappPrefix = "whatsapp:";

    /// <summary>Returns the rejection of a message that the provider would refuse for certain; null when the message may be sent.</summary>
    public static SendOutcome.Rejected? Refuse(OutgoingMessage message)
    {
        var content = message.Content;
        if (string.IsNullOrEmpty(content.TemplateId))
        {
            return string.IsNullOrEmpty(content.Text) ? new("noBody", "The message needs a text or a template.")
                : ChannelCapabilities.Of(message.Channel).Text?.Refuse(content.Text) is { } tooLong ? new("bodyTooLong", tooLong)
                : null;
        }

        foreach (var (name, value) in content.TemplateVariables ?? new Dictionary<string, string>())
        {
            var problem =
                string.IsNullOrWhiteSpace(value) ? "is empty"
                : value.AsSpan().ContainsAny('\n', '\r', '\t') ? "holds a line break or tab"
                : value.Contains("     ", StringComparison.Ordinal) ? "holds more than 4 spaces in a row"
                : null;
            if (problem is not null)
            {
                return new("badTemplateVariable", ProviderWords.Clean($"Template variable '{name}' {problem}.", message.To));
            }
        }

        return null;
    }

    public static CreateMessageOptions Of(OutgoingMessage message, TwilioAccount sender)
    {
        var content = message.Content;
        var isTemplate = !string.IsNullOrEmpty(content.TemplateId);
        return new(new PhoneNumber(Addressed(message.Channel, message.To)))
        {
            MessagingServiceSid = sender.MessagingServiceSid,
            From = sender.From is { } from ? new PhoneNumber(Addressed(message.Channel, from)) : null,
            Body = isTemplate ? null : content.Text,
            ContentSid = isTemplate ? content.TemplateId : null,
            ContentVariables = isTemplate && content.TemplateVariables is { Count: > 0 } variables ? Json(variables) : null,
            StatusCallback = message.StatusCallback is { } callback ? Callback(callback, message.Id) : null,
        };
    }

    /// <summary>
    /// Adds the message's id to the callback address as <c>m</c>: a callback proves, even after a lost response, that the message was
    /// accepted.
    /// </summary>
    private static Uri Callback(Uri callback, MessageId id) =>
        FormText.Query(callback, "m") is not null
            ? callback
            : new(
                $"{callback.OriginalString}{(callback.OriginalString.Contains('?', StringComparison.Ordinal) ? '&' : '?')}m={id.ToGuid():N}"
            );

    private static string Addressed(ChannelKind channel, string address) =>
        channel is ChannelKind.Whatsapp && !address.StartsWith(WhatsappPrefix, StringComparison.Ordinal)
            ? WhatsappPrefix + address
            : address;

    private static string Json(IReadOnlyDictionary<string, string> variables)
    {
        using var text = new PooledBytes();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        foreach (var (name, value) in variables)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.Flush();
        return System.Text.Encoding.UTF8.GetString(text.Written.Span);
    }
}
