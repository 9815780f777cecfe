using System.Text.Json;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Mail;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.SendGrid;

/// <summary>
/// E-mail through SendGrid's API v3. It has no idempotency key: an attempt without a response stays unknown until an event tells.
/// </summary>
internal sealed class SendGridMail : RestChannel
{
    /// <summary>The setting of the key that events are signed with.</summary>
    public const string VerificationKey = "webhookPublicKey";

    /// <summary>The argument of a mail that comes back with its events.</summary>
    public const string MessageArgument = "campaignTasksMessage";

    private const string ApiKey = "apiKey";
    private const string SenderAddress = "senderAddress";
    private const string SenderName = "senderName";

    private static readonly AllowedHosts Own = AllowedHosts.Of(
        "Leave the setting out to use SendGrid's own address, or give https://api.eu.sendgrid.com.",
        "api.sendgrid.com",
        "api.eu.sendgrid.com"
    );

    public SendGridMail(ProviderHttp http, TimeProvider time)
        : base(http, time, Own) =>
        Settings = [
            new(ApiKey, IsRequired: true, IsSecret: true, text =>
                text.Length is >= 10 and <= 200 && text.All(static letter => letter is > ' ' and <= '~')
                    ? null
                    : "Give the API key as SendGrid shows it; it begins with SG."
            )
            {
                Hint = "An API key with the permission Mail Send, from Settings, API Keys.",
            },
            new(SenderAddress, IsRequired: true, IsSecret: false, text =>
                MailRules.CheckAddress(text, "Give the sender's e-mail address, verified at SendGrid.")
            )
            {
                Hint = "The address that mails come from, verified at SendGrid alone or with its domain.",
            },
            new(SenderName, IsRequired: false, IsSecret: false, text => text.Length <= 100 ? null : "Give at most 100 characters.")
            {
                Hint = "The name that is shown beside it.",
            },
            new(VerificationKey, IsRequired: false, IsSecret: false, text =>
                SendGridWebhook.KeyOf(text) is { } key ? Valid(key) : "Give the verification key as SendGrid shows it: base64."
            )
            {
                Hint = "The verification key of the signed event webhook, from Settings, Mail Settings; without it no event is taken.",
            },
            BaseUrl,
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Email];

    /// <inheritdoc/>
    public override string Provider => "sendgrid";

    /// <inheritdoc/>
    public override IReadOnlyList<MessageState> Receipts { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://api.sendgrid.com/");

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => "/v3/mail/send";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => "/v3/scopes";

    /// <inheritdoc/>
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) =>
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {account[ApiKey]}");

    /// <inheritdoc/>
    protected override SendOutcome.Rejected? Refuse(OutgoingMessage message) => MailRules.Refuse(message);

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteStartArray("personalizations");
            json.WriteStartObject();
            json.WriteStartArray("to");
            WriteAddress(json, message.To, name: null);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WritePropertyName("from");
            WriteAddress(json, message.Account[SenderAddress]!, message.Account[SenderName]);
            json.WriteString("subject", message.Content.Subject);
            json.WriteStartArray("content");
            WriteContent(json, "text/plain", message.Content.Text);
            WriteContent(json, "text/html", message.Content.Html);
            json.WriteEndArray();
            if (message.Unsubscribe is not null)
            {
                json.WriteStartObject("headers");
                foreach (var (name, value) in MailRules.UnsubscribeHeaders(message.Unsubscribe))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteStartObject("custom_args");
            json.WriteString(MessageArgument, message.IdempotencyKey.ToString());
            json.WriteEndObject();
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        SendGridAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) => SendGridAnswer.ReadScopes(answer);

    private static string? Valid(System.Security.Cryptography.ECDsa key)
    {
        key.Dispose();
        return null;
    }

    private static void WriteAddress(Utf8JsonWriter json, string address, string? name)
    {
        json.WriteStartObject();
        json.WriteString("email", address);
        if (name is { Length: > 0 })
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string type, string? value)
    {
        if (value is { Length: > 0 })
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
    }
}
