using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Mail;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Acs;

/// <summary>E-mail through Azure Communication Services' REST API, signed with an access key.</summary>
/// <remarks>Delivery reports come back through Event Grid: polling every operation would exceed the service's limits.</remarks>
internal sealed class AcsEmail : IChannel
{
    internal const string SendPath = "/emails:send?api-version=2025-09-01";
    internal const string NoOperationPath = "/emails/operations/00000000-0000-0000-0000-000000000000?api-version=2025-09-01";
    internal static readonly JavaScriptEncoder Escaping = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly AllowedHosts Hosts = AllowedHosts.Of(
        "Give the endpoint of the Communication Services resource, as in https://name.communication.azure.com.",
        "*.communication.azure.com"
    );

    private static readonly JsonWriterOptions Writing = new() { Encoder = Escaping, SkipValidation = true };
    private static readonly JsonEncodedText SenderAddress = JsonEncodedText.Encode("senderAddress");
    private static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    private static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText PlainText = JsonEncodedText.Encode("plainText");
    private static readonly JsonEncodedText Html = JsonEncodedText.Encode("html");
    private static readonly JsonEncodedText Recipients = JsonEncodedText.Encode("recipients");
    private static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
    private static readonly JsonEncodedText Headers = JsonEncodedText.Encode("headers");
    private static readonly JsonEncodedText Address = JsonEncodedText.Encode("address");

    private readonly ProviderHttp _http;
    private readonly TimeProvider _time;
    private readonly ConditionalWeakTable<ResolvedAccount, AcsAccount> _senders = [];
    private Stamp _stamp = new(0, "");

    public AcsEmail(ProviderHttp http, TimeProvider time)
    {
        (_http, _time) = (http, time);
        Settings =
        [
            new("endpoint", IsRequired: true, IsSecret: false, text => http.CheckAddress(text, Hosts))
            {
                IsSecretDestination = true,
                Hint = "The resource's endpoint, from its page Keys in the Azure portal: https://name.communication.azure.com.",
            },
            new("accessKey", IsRequired: true, IsSecret: true, text =>
                AcsAccount.Decode(text) is null ? "Give the resource's access key as it is shown: base64." : null
            )
            {
                Hint = "One of the resource's two access keys, from the same page.",
            },
            new("senderAddress", IsRequired: true, IsSecret: false, text =>
                MailRules.CheckAddress(text, "Give the sender's e-mail address on a domain that is linked to the resource.")
            )
            {
                Hint = "The address that mails come from, on a domain that is linked to the resource.",
            },
            new("webhookSecret", IsRequired: false, IsSecret: true, text =>
                text.Length is >= 16 and <= 200 ? null : "Give 16 to 200 characters; Event Grid's subscription sends them as ?code=."
            )
            {
                Hint = "The secret in the address for delivery reports; one is made when you leave it out.",
            },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Email];

    /// <inheritdoc/>
    public string Provider => "acs";

    /// <inheritdoc/>
    public bool SupportsIdempotency => true;

    /// <inheritdoc/>
    public IReadOnlyList<MessageState> Receipts { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    /// <inheritdoc/>
    public bool HasTemplates => false;

    /// <summary>
    /// The settings endpoint, accessKey (secret), senderAddress and, for delivery reports, webhookSecret (secret, optional).
    /// </summary>
    public IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_senders.TryGetValue(message.Account, out var sender))
        {
            (sender, var bad) = AcsAccount.Of(message.Account);
            if (sender is null)
            {
                return new SendOutcome.Misconfigured("badSetting", $"The account's setting '{bad}' is missing or unusable.");
            }

            _senders.AddOrUpdate(message.Account, sender);
        }

        if (MailRules.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        using var content = new OneShotContent(Write(message, sender, out var hash), "application/json");
        using var request = Sign(sender, HttpMethod.Post, SendPath, hash);
        request.Headers.TryAddWithoutValidation("Operation-Id", message.IdempotencyKey.ToString());
        using var exchange = await _http.SendAsync(request, content, Hosts, cancellationToken);
        return exchange.ToOutcome(answer => AcsAnswer.Read(answer, message, _time.GetUtcNow()));
    }

    /// <summary>Asks for an operation that does not exist: only a valid signature gets to know that.</summary>
    public async Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var (sender, bad) = AcsAccount.Of(account);
        if (sender is null)
        {
            return new Verification.Fails("badSetting", $"The account's setting '{bad}' is missing or unusable.");
        }

        using var request = Sign(sender, HttpMethod.Get, NoOperationPath, AcsSignature.ContentHash([]));
        using var exchange = await _http.SendAsync(request, content: null, Hosts, cancellationToken);
        return exchange.ToVerification(AcsAnswer.Verify);
    }

    private static PooledBytes Write(OutgoingMessage message, AcsAccount sender, out string hash)
    {
        var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body, Writing);
        json.WriteStartObject();
        json.WriteString(SenderAddress, sender.SenderAddress);
        json.WriteStartObject(Content);
        json.WriteString(Subject, message.Content.Subject);
        WriteText(json, PlainText, message.Content.Text);
        WriteText(json, Html, message.Content.Html);
        json.WriteEndObject();
        json.WriteStartObject(Recipients);
        json.WriteStartArray(To);
        json.WriteStartObject();
        json.WriteString(Address, message.To);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        WriteUnsubscribe(json, message.Unsubscribe);
        json.WriteEndObject();
        json.Flush();
        hash = AcsSignature.ContentHash(body.Written.Span);
        return body;
    }

    private static void WriteUnsubscribe(Utf8JsonWriter json, Uri? unsubscribe)
    {
        if (unsubscribe is not null)
        {
            json.WriteStartObject(Headers);
            foreach (var (name, value) in MailRules.UnsubscribeHeaders(unsubscribe))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteText(Utf8JsonWriter json, JsonEncodedText name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private HttpRequestMessage Sign(AcsAccount sender, HttpMethod method, string path, string hash)
    {
        var date = Date();
        var request = new HttpRequestMessage(method, path == SendPath ? sender.SendAddress : new Uri(sender.SendAddress, path));
        var headers = request.Headers;
        headers.TryAddWithoutValidation("x-ms-date", date);
        headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        headers.TryAddWithoutValidation("Authorization", sender.Signature.Authorization($"{method}\n{path}", date, sender.Host, hash));
        return request;
    }

    // The date has a resolution of seconds: one text serves every request of a second.
    private string Date()
    {
        var now = _time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        var stamp = _stamp;
        if (stamp.Second != second)
        {
            _stamp = stamp = new Stamp(second, now.ToString("r", CultureInfo.InvariantCulture));
        }

        return stamp.Text;
    }

    private sealed record Stamp(long Second, string Text);
}
