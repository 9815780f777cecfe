using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Waha;

/// <summary>
/// WhatsApp web sessions through an HTTP gateway of the tenant's own, with the request shapes of WAHA (WhatsApp HTTP API). It has no
/// idempotency key.
/// </summary>
internal sealed class WahaGateway : RestChannel
{
    private const string Key = "apiKey";
    private const string Session = "session";
    private const string Default = "default";

    public WahaGateway(ProviderHttp http, TimeProvider time)
        : base(http, time, AllowedHosts.AnyPublic) =>
        Settings = [
            BaseUrl with
            {
                IsRequired = true,
                Hint = "The gateway's address, as in https://waha.example.com. The operator allows one in a private network.",
            },
            new(Key, IsRequired: true, IsSecret: true, text =>
                text.Length <= 200 && text.All(static letter => letter is > ' ' and <= '~') ? null : "Give the gateway's API key."
            )
            {
                Hint = "The gateway's API key (WAHA_API_KEY).",
            },
            new(Session, IsRequired: false, IsSecret: false, text =>
                text.Length <= 54 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
                    ? null
                    : "Give the session's name: letters, digits, hyphens and underscores."
            )
            {
                Hint = "The name of the WhatsApp session in the gateway; default when you leave it out.",
            },
            new("hmacKey", IsRequired: false, IsSecret: true, text => text.Length is >= 16 and <= 200 ? null : "Give 16 to 200 characters.")
            {
                Hint = "The key with which the gateway signs its webhook's calls. With it, calls without a signature are refused.",
            },
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Whatsapp];

    /// <inheritdoc/>
    public override string Provider => "gateway";

    /// <inheritdoc/>
    public override IReadOnlyList<MessageState> Receipts { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    /// <inheritdoc/>
    public override bool ReportsByOwnId => true;

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home => null;

    /// <summary>Gets the name of an account's session.</summary>
    public static string SessionOf(ResolvedAccount account) => account[Session] is { Length: > 0 } name ? name : Default;

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => "/api/sendText";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => $"/api/sessions/{SessionOf(account)}";

    /// <inheritdoc/>
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) =>
        request.Headers.TryAddWithoutValidation("X-Api-Key", account[Key]);

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteString("session", SessionOf(message.Account));
            json.WriteString("chatId", $"{message.To.TrimStart('+')}@c.us");
            json.WriteString("text", message.Content.Text);
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        WahaAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) => WahaAnswer.ReadIdentity(answer);
}
