using System.Text.RegularExpressions;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>
/// WhatsApp through Meta's Cloud API: texts within the window of 24 hours, templates at any time. It has no idempotency key. The message's
/// id goes along as <c>biz_opaque_callback_data</c> and comes back with every status: a status settles an attempt without an answer.
/// </summary>
internal sealed partial class WhatsappCloud : RestChannel
{
    private const string PhoneNumberId = "phoneNumberId";
    private const string TemplateLanguage = "templateLanguage";

    private static readonly AllowedHosts Own = AllowedHosts.Of("Leave the setting out to use Meta's own address.", "graph.facebook.com");

    public WhatsappCloud(ProviderHttp http, TimeProvider time)
        : base(http, time, Own)
    {
        Settings =
        [
            MetaSettings.Id(PhoneNumberId, "The id of the phone number, from the app's page WhatsApp, API setup. It is not the number."),
            MetaSettings.AccessToken("The token of a system user with the permission whatsapp_business_messaging."),
            MetaSettings.AppSecret,
            new(TemplateLanguage, IsRequired: false, IsSecret: false, text =>
                LanguageForm().IsMatch(text) ? null : "Give the language's code as WhatsApp writes it, as in en_US."
            )
            {
                Hint = "The language of templates whose id names none, as in en_US.",
            },
            MetaSettings.VerifyToken,
            BaseUrl,
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Whatsapp];

    /// <inheritdoc/>
    public override string Provider => "cloud";

    /// <inheritdoc/>
    public override bool HasTemplates => true;

    /// <inheritdoc/>
    public override IReadOnlyList<MessageState> Receipts { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://graph.facebook.com/");

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => $"/{MetaSettings.Version}/{message.Account[PhoneNumberId]}/messages";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) =>
        $"/{MetaSettings.Version}/{account[PhoneNumberId]}?fields=verified_name,display_phone_number";

    /// <inheritdoc/>
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) =>
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {account[MetaSettings.Token]}");

    /// <inheritdoc/>
    protected override SendOutcome.Rejected? Refuse(OutgoingMessage message) =>
        base.Refuse(message)
        ?? (
            message.Content.TemplateId is { Length: > 0 } && CloudTemplate.Read(message.Content, LanguageOf(message)).Fault is { } fault
                ? new("badTemplate", fault)
                : null
        );

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteString("messaging_product", "whatsapp");
            json.WriteString("recipient_type", "individual");
            json.WriteString("to", message.To.TrimStart('+'));
            if (message.Content.TemplateId is { Length: > 0 })
            {
                json.WriteString("type", "template");
                CloudTemplate.Read(message.Content, LanguageOf(message)).Template!.Write(json);
            }
            else
            {
                json.WriteString("type", "text");
                json.WriteStartObject("text");
                json.WriteString("body", message.Content.Text);
                json.WriteBoolean("preview_url", false);
                json.WriteEndObject();
            }

            json.WriteString("biz_opaque_callback_data", message.Id.ToString());
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        MetaAnswer.Read(answer, AnswerJson.FindInFirst(answer.Body.Written.Span, default, "messages"u8, "id"u8), "whatsapp", message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        MetaAnswer.ReadIdentity(answer, "verified_name"u8);

    private static string? LanguageOf(OutgoingMessage message) => message.Account[TemplateLanguage];

    [GeneratedRegex("^[a-z]{2,3}(_[A-Z]{2,4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();
}
