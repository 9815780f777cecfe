using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Push;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Subscription = Lib.Net.Http.WebPush.PushSubscription;

namespace CampaignTasks.Channels.WebPush;

/// <summary>
/// Push messages to browsers (RFC 8030), encrypted for each (RFC 8291), in the name of the account's keys (RFC 8292). There is no
/// idempotency key and no receipt: an attempt without a response stays unknown.
/// </summary>
internal sealed class WebPushChannel : IChannel
{
    private const string PublicKey = "vapidPublicKey";
    private const string PrivateKey = "vapidPrivateKey";
    private const string Subject = "subject";

    // One record of 4,096 octets, without its head, the padding's mark and the seal (RFC 8291, 4).
    private const int LongestPayload = 3993;

    // What a browser that is off for longer does not get.
    private const int SecondsToLive = 86_400;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Browsers give the address of their maker's service; others could be anybody's.
    private static readonly AllowedHosts Services = AllowedHosts.Of(
        "It is none of a browser's push service.",
        "fcm.googleapis.com",
        "*.push.services.mozilla.com",
        "*.push.apple.com",
        "*.notify.windows.com"
    );

    private readonly ProviderHttp _http;
    private readonly IPushSubscriptionStore _subscriptions;
    private readonly TimeProvider _time;
    private readonly ConditionalWeakTable<ResolvedAccount, VapidTokens> _tokens = [];

    public WebPushChannel(ProviderHttp http, IPushSubscriptionStore subscriptions, TimeProvider time)
    {
        (_http, _subscriptions, _time) = (http, subscriptions, time);
        Settings =
        [
            new(PublicKey, IsRequired: true, IsSecret: false, text =>
                VapidKeys.IsPublic(text) ? null : "Give the public VAPID key: 65 octets in base64url."
            )
            {
                Hint = "The public VAPID key, which pages give to pushManager.subscribe; npx web-push generate-vapid-keys makes a pair.",
            },
            new(PrivateKey, IsRequired: true, IsSecret: true, text =>
                VapidKeys.IsPrivate(text) ? null : "Give the private VAPID key: 32 octets in base64url."
            )
            {
                Hint = "The private key of the pair.",
            },
            new(Subject, IsRequired: true, IsSecret: false, text =>
                Uri.TryCreate(text, UriKind.Absolute, out var subject) && subject.Scheme is "mailto" or "https"
                    ? null
                    : "Give an address at which push services can reach you: mailto:push@example.com or https://example.com."
            )
            {
                Hint = "Where push services can reach you: mailto: and an e-mail address, or an https address.",
            },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Push];

    /// <inheritdoc/>
    public string Provider => "webpush";

    /// <inheritdoc/>
    public bool SupportsIdempotency => false;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts => [];

    /// <inheritdoc/>
    public bool HasTemplates => false;

    /// <inheritdoc/>
    public IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (
            settings.TryGetValue(PublicKey, out var publicKey)
            && settings.TryGetValue(PrivateKey, out var privateKey)
            && !VapidKeys.ArePair(publicKey, privateKey)
        )
        {
            yield return (PrivateKey, $"The keys are no pair: give the private key that belongs to {PublicKey}.");
        }
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var account = message.Account;
        if (BadSetting(account) is { } bad)
        {
            return new SendOutcome.Misconfigured("badSetting", bad);
        }

        var payload = Write(message);
        if (Refuse(message, payload) is { } refusal)
        {
            return refusal;
        }

        if (!PushAddress.TryParse(message.To, out var id))
        {
            return new SendOutcome.Rejected("noSubscription", "The address is no browser's subscription: an account of fcm sends to apps.");
        }

        if (await _subscriptions.FindAsync(account.Account.TenantId, id, cancellationToken) is not { } subscription)
        {
            return ErrorClass.NoRecipient.ToOutcome("webpush", "noSubscription", "The browser's subscription was deleted.");
        }

        using var transport = new PushTransport(_http, Services);
        await EncryptAsync(transport, subscription, payload, account, cancellationToken);
        return transport.Exchange switch
        {
            // The host is the subscription's: other recipients have good ones.
            Exchange.Refused refused => new SendOutcome.Rejected(Exchange.Refused.Code, refused.Reason),
            { } exchange => exchange.ToOutcome(answer => Read(answer, message)),
            null => new SendOutcome.Transient("notSent", "The message was not handed over."),
        };
    }

    /// <summary>There is nobody to ask: whether the keys are a pair is all that can be wrong.</summary>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Task.FromResult<Verification>(
            BadSetting(account) is { } bad ? new Verification.Fails("badSetting", bad) : new Verification.Works(Identity: null)
        );
    }

    // RFC 8030, 5 and 7.3; RFC 8292, 4.2; 410 is how services say that a subscription is over.
    private SendOutcome Read(Exchange.Answered answer, OutgoingMessage message)
    {
        var (about, reason) = answer.Code switch
        {
            404 or 410 => (ErrorClass.NoRecipient, "The browser's subscription is gone."),
            429 => (ErrorClass.Pace, "Slow down."),
            401 or 403 or 405 or (>= 300 and < 400) => (ErrorClass.Account, "The push service refuses the account's keys."),
            408 or >= 500 => (ErrorClass.InDoubt, "The push service is out of order."),
            >= 400 => (ErrorClass.Message, "The push service refuses the message."),
            _ => (ErrorClass.InDoubt, "The push service's answer is none."),
        };
        return answer.Code is 200 or 201 or 202
            ? new SendOutcome.Accepted(answer.IdOf(Id(answer)) ?? message.IdempotencyKey.ToString())
            : about.ToOutcome("webpush", $"http{answer.Code}", reason, answer.Headers.RetryAfter(_time.GetUtcNow()));
    }

    // The message's own address at the service; the part after its last slash is short with all of them, or is left out.
    private static string? Id(Exchange.Answered answer) =>
        answer.Headers.Location?.OriginalString is { } text && text[(text.LastIndexOf('/') + 1)..] is { Length: > 0 and <= 64 } id
            ? id
            : null;

    private static SendOutcome.Rejected? Refuse(OutgoingMessage message, byte[] payload) =>
        message.Content switch
        {
            { TemplateId: not (null or "") } => new("noTemplates", "webpush has no templates: give a text."),
            { Text: null or "" } => new("noBody", "The message needs a text."),
            { Text: var text } when ChannelCapabilities.Of(ChannelKind.Push).Text?.Refuse(text) is { } tooLong => new(
                "bodyTooLong",
                tooLong
            ),
            _ when payload.Length > LongestPayload => new(
                "bodyTooLong",
                $"The message is too long: with its title and links it has at most {LongestPayload} octets."
            ),
            _ => null,
        };

    /// <summary>Writes what the page's service worker gets.</summary>
    private static byte[] Write(OutgoingMessage message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            json.WriteStartObject();
            json.WriteString("id", message.IdempotencyKey.ToString());
            foreach (
                var (name, value) in new[]
                {
                    ("title", message.Content.Title),
                    ("body", message.Content.Text),
                    ("image", message.Content.ImageUrl),
                    ("url", message.Content.RedirectUrl),
                }
            )
            {
                if (value is { Length: > 0 })
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private async Task EncryptAsync(
        PushTransport transport,
        Domain.Push.PushSubscription subscription,
        byte[] payload,
        ResolvedAccount account,
        CancellationToken cancellationToken
    )
    {
        // The transport has the time-out of all providers.
        using var client = new HttpClient(transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var keys = new VapidAuthentication(account[PublicKey]!, account[PrivateKey]!)
        {
            Subject = account[Subject]!,
            TokenCache = _tokens.GetValue(account, _ => new VapidTokens(_time)),
        };
        var target = new Subscription { Endpoint = subscription.Endpoint };
        target.SetKey(PushEncryptionKeyName.P256DH, subscription.P256dh);
        target.SetKey(PushEncryptionKeyName.Auth, subscription.Auth);
        var sender = new PushServiceClient(client) { AutoRetryAfter = false, MaxRetriesAfter = 0 };
        await sender.RequestPushMessageDeliveryAsync(
            target,
            new PushMessage(Encoding.UTF8.GetString(payload)) { TimeToLive = SecondsToLive },
            keys,
            VapidAuthenticationScheme.Vapid,
            cancellationToken
        );
    }

    private string? BadSetting(ResolvedAccount account)
    {
        var bad = Settings.FirstOrDefault(setting =>
            account[setting.Name] is not { Length: > 0 } value || setting.Check(value) is not null
        );
        return bad is not null ? $"The account's setting '{bad.Name}' is missing or unusable."
            : VapidKeys.ArePair(account[PublicKey]!, account[PrivateKey]!) ? null
            : $"The account's keys are no pair: {PrivateKey} does not belong to {PublicKey}.";
    }
}
