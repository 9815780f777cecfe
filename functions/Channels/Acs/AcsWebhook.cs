using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Acs;

/// <summary>
/// The reader of Event Grid's calls about e-mail: both event schemas and both handshakes. Event Grid signs nothing, so the address carries
/// a secret.
/// </summary>
internal sealed class AcsWebhook : IWebhookReader, IEventReader
{
    private const int LongestBody = 1024 * 1024;
    private const int MaxEvents = 5_000;
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <inheritdoc/>
    public string Provider => "acs";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        if (
            account["webhookSecret"] is not { Length: > 0 } secret
            || FormText.Query(call.Url, "code") is not { } code
            || !Secrets.Same(code, secret)
        )
        {
            return new WebhookResult.Unverified("The address lacks the account's webhookSecret as code.");
        }

        return call.Method is "OPTIONS" ? Allow(call)
            : call.Body.Length > LongestBody ? new WebhookResult.Unreadable("A batch has at most 1 MiB.")
            : ReadEvents(call.Body, call.ReceivedAt);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Receipt>? Read(ReadOnlyMemory<byte> body, DateTimeOffset receivedAt) =>
        ReadEvents(body, receivedAt) is WebhookResult.Receipts receipts ? receipts.Items : null;

    // The handshake of CloudEvents: the caller asks for permission to call, and gets it.
    private static WebhookResult Allow(WebhookCall call) =>
        call.Headers.TryGetValue("WebHook-Request-Origin", out var origin)
        && origin.Length is > 0 and <= 256
        && origin.All(letter => letter is > ' ' and <= '~')
            ? new WebhookResult.Reply(
                "text/plain",
                "",
                new Dictionary<string, string> { ["WebHook-Allowed-Origin"] = origin, ["WebHook-Allowed-Rate"] = "*" }
            )
            : new WebhookResult.Unreadable("WebHook-Request-Origin is missing.");

    private static WebhookResult ReadEvents(ReadOnlyMemory<byte> body, DateTimeOffset receivedAt)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var events = root.ValueKind switch
            {
                JsonValueKind.Array when root.GetArrayLength() > MaxEvents => null,
                JsonValueKind.Array => root.EnumerateArray().ToList(),
                JsonValueKind.Object => [root],
                _ => null,
            };
            return events is null
                ? new WebhookResult.Unreadable($"Give one event or an array of at most {MaxEvents}.")
                : ReadEvents(events, receivedAt);
        }
        catch (JsonException)
        {
            return new WebhookResult.Unreadable("The body is no JSON.");
        }
    }

    private static WebhookResult ReadEvents(List<JsonElement> events, DateTimeOffset receivedAt)
    {
        var receipts = new List<Receipt>();
        foreach (var item in events)
        {
            var type = Text(item, "eventType") ?? Text(item, "type");
            if (Is(type, "Microsoft.EventGrid.SubscriptionValidationEvent"))
            {
                return Text(Member(item, "data"), "validationCode") is { } code
                    ? new WebhookResult.Reply(
                        "application/json",
                        $"{{\"validationResponse\":\"{JsonEncodedText.Encode(code)}\"}}",
                        NoHeaders
                    )
                    : new WebhookResult.Unreadable("The validation event has no validationCode.");
            }

            if (Receipt(item, type, receivedAt) is { } receipt)
            {
                receipts.Add(receipt);
            }
        }

        return new WebhookResult.Receipts(receipts);
    }

    private static Receipt? Receipt(JsonElement item, string? type, DateTimeOffset receivedAt)
    {
        var data = Member(item, "data");
        var operation = Text(data, "messageId");
        if (!MessageId.TryParse(operation, out var id))
        {
            return null;
        }

        MessageState state;
        string? reason = null;
        Verdict? verdict = null;
        if (Is(type, "Microsoft.Communication.EmailDeliveryReportReceived") && Text(data, "status") is { } status)
        {
            state =
                Is(status, "Delivered") ? MessageState.Delivered
                : Is(status, "Expanded") ? MessageState.Sent
                : MessageState.Failed;
            (reason, verdict) = state is MessageState.Failed ? (Reason(data, status), AcsVerdicts.Of(status)) : (null, null);
        }
        else if (
            Is(type, "Microsoft.Communication.EmailEngagementTrackingReportReceived")
            && Text(data, "engagementType") is { } kind
            && (Is(kind, "view") || Is(kind, "click"))
        )
        {
            state = MessageState.Read;
        }
        else
        {
            return null;
        }

        var at = Time(data, "deliveryAttemptTimeStamp")
            ?? Time(data, "userActionTimestamp")
            ?? Time(item, "eventTime")
            ?? Time(item, "time")
            ?? receivedAt;
        return new Receipt(id, state, operation, reason, at) { Verdict = verdict, Recipient = Text(data, "recipient") };
    }

    private static string Reason(JsonElement data, string status)
    {
        var to = Text(data, "recipient");
        return Text(Member(data, "deliveryStatusDetails"), "statusMessage") is { } words
            ? $"{ProviderWords.Code(status, "Failed")}: {ProviderWords.Clean(words, to)}"
            : ProviderWords.Code(status, "Failed");
    }

    private static bool Is(string? text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    // The same field is written in different cases by different events.
    private static JsonElement Member(JsonElement parent, string name)
    {
        if (parent.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in parent.EnumerateObject())
            {
                if (Is(Name(property), name))
                {
                    return property.Value;
                }
            }
        }

        return default;
    }

    private static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: valid for the JSON parser, but not a text.
            return null;
        }
    }

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            var value = Member(parent, name);
            return value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
