using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.SendGrid;

/// <summary>The reader of SendGrid's signed event webhook.</summary>
/// <remarks>
/// Sources: "Event Webhook Reference" (events, reasons of dropped mails) and "Signed Event Webhook" (ECDSA over timestamp and body).
/// </remarks>
internal sealed class SendGridWebhook : IWebhookReader
{
    private const string Signature = "X-Twilio-Email-Event-Webhook-Signature";
    private const string Timestamp = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const int MaxEvents = 5_000;

    // Why SendGrid did not even try. Other reasons are about the mail, or the plan.
    private static readonly FrozenDictionary<string, SuppressionReason> Dropped = new Dictionary<string, SuppressionReason>
    {
        ["Bounced Address"] = SuppressionReason.ProviderSuppressed,
        ["Invalid"] = SuppressionReason.InvalidAddress,
        ["Spam Reporting Address"] = SuppressionReason.Complaint,
        ["Unsubscribed Address"] = SuppressionReason.UnsubscribedAtProvider,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Provider => "sendgrid";

    /// <inheritdoc/>
    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(account);
        return IsSigned(call, account)
            ? HookJson.Read(call, events => ReadAll(events, call.ReceivedAt), JsonValueKind.Array)
            : new WebhookResult.Unverified($"{Signature} is not that of the account's {SendGridMail.VerificationKey}.");
    }

    /// <summary>Reads a verification key; null when it is none.</summary>
    public static ECDsa? KeyOf(string? text)
    {
        var octets = new byte[text?.Length ?? 0];
        if (!Convert.TryFromBase64String(text ?? "", octets, out var length))
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(octets.AsSpan(0, length), out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static bool IsSigned(WebhookCall call, ResolvedAccount account)
    {
        if (
            !call.Headers.TryGetValue(Signature, out var given)
            || !call.Headers.TryGetValue(Timestamp, out var timestamp)
            || timestamp.Length > 32
            || given.Length > 256
            || call.Body.Length > HookProof.LongestBody * 4
        )
        {
            return false;
        }

        var signature = new byte[given.Length];
        if (!Convert.TryFromBase64String(given, signature, out var length))
        {
            return false;
        }

        using var key = KeyOf(account[SendGridMail.VerificationKey]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. call.Body.Span];
        return key?.VerifyData(signed, signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            is true;
    }

    private static WebhookResult ReadAll(JsonElement events, DateTimeOffset receivedAt) =>
        events.GetArrayLength() > MaxEvents
            ? new WebhookResult.Unreadable($"Give at most {MaxEvents} events.")
            : new WebhookResult.Several([.. events.EnumerateArray().Select(item => Read(item, receivedAt)).OfType<WebhookResult>()]);

    private static WebhookResult.Receipts? ReadOne(JsonElement item, MessageId id, DateTimeOffset at)
    {
        var (state, reason, verdict) = item.Text("event") switch
        {
            "processed" => (MessageState.Sent, null, null),
            "delivered" => (MessageState.Delivered, null, null),
            // Apple's mail client loads every picture, whoever reads.
            "open" when item.IsTrue("sg_machine_open") => (MessageState.Delivered, null, null),
            "open" or "click" => (MessageState.Read, null, null),
            "spamreport" => (MessageState.Delivered, null, new Verdict(SuppressionReason.Complaint, "sendgrid spamreport")),
            "bounce" => (MessageState.Failed, Reason(item, "bounce"), BounceOf(item)),
            "dropped" => (MessageState.Failed, Reason(item, "dropped"), DropOf(item)),
            _ => ((MessageState?)null, (string?)null, (Verdict?)null),
        };
        return state is { } known
            ? new WebhookResult.Receipts([
                new Receipt(id, known, item.Text("sg_message_id"), reason, at) { Verdict = verdict, Recipient = item.Text("email") },
            ])
            : null;
    }

    private static WebhookResult? Read(JsonElement item, DateTimeOffset receivedAt)
    {
        if (item.Text("event") is "unsubscribe" or "group_unsubscribe")
        {
            return item.Text("email") is { } from && item.Text("sg_event_id") is { Length: <= 100 } call
                ? new WebhookResult.Inbound(from, "", call, Keyword.OptOut)
                : null;
        }

        return MessageId.TryParse(item.Text(SendGridMail.MessageArgument), out var id)
            ? ReadOne(item, id, item.Time("timestamp") ?? receivedAt)
            : null;
    }

    // "blocked": refused this time, for a reason other than the address.
    private static Verdict? BounceOf(JsonElement item) =>
        item.Text("type") is "blocked"
            ? null
            : new(SuppressionReason.HardBounce, $"sendgrid {ProviderWords.Code(item.Text("status"), "bounce")}");

    private static Verdict? DropOf(JsonElement item) =>
        item.Text("reason") is { } reason && Dropped.TryGetValue(reason, out var why) ? new(why, "sendgrid dropped") : null;

    private static string Reason(JsonElement item, string code) =>
        $"{ProviderWords.Code(item.Text("status"), code)}: {ProviderWords.Clean(item.Text("reason"), item.Text("email"))}";
}
