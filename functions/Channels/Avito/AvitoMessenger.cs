using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Avito;

/// <summary>
/// Messages in chats that buyers opened on Avito. It has no idempotency key and no receipts. Requests carry a token that the account's
/// credentials buy for a day; it is kept while the account is in use.
/// </summary>
internal sealed class AvitoMessenger : TokenChannel
{
    private const string ClientId = "clientId";
    private const string ClientSecret = "clientSecret";
    private const string UserId = "userId";

    private static readonly AllowedHosts Own = AllowedHosts.Of("Leave the setting out to use Avito's own address.", "api.avito.ru");

    public AvitoMessenger(ProviderHttp http, TimeProvider time)
        : base(http, time, Own) =>
        Settings = [
            new(UserId, IsRequired: true, IsSecret: false, text =>
                text.Length <= 20 && text.All(char.IsAsciiDigit) ? null : "Give the number of the account as Avito shows it."
            )
            {
                Hint = "The number of the Avito account, as its profile shows it.",
            },
            new(ClientId, IsRequired: true, IsSecret: false, text => CheckText(text, "Give the Client_id as Avito shows it."))
            {
                IsSecretDestination = true,
                Hint = "The Client_id of the account's API keys: avito.ru, For professionals, Integrations.",
            },
            new(ClientSecret, IsRequired: true, IsSecret: true, text => CheckText(text, "Give the Client_secret as Avito shows it."))
            {
                Hint = "The Client_secret beside it.",
            },
            BaseUrl,
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Avito];

    /// <inheritdoc/>
    public override string Provider => "messenger";

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://api.avito.ru/");

    /// <inheritdoc/>
    protected override TimeSpan UsualLife { get; } = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) =>
        $"/messenger/v1/accounts/{message.Account[UserId]}/chats/{Uri.EscapeDataString(message.To)}/messages";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => "/core/v1/accounts/self";

    /// <inheritdoc/>
    protected override Uri TokenAddress(ResolvedAccount account) => Address(account, "/token");

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> TokenForm(ResolvedAccount account) =>
        [("grant_type", "client_credentials"), ("client_id", account[ClientId]!), ("client_secret", account[ClientSecret]!)];

    /// <inheritdoc/>
    protected override SendOutcome ReadRefusal(Exchange.Answered answer) => AvitoAnswer.ReadRefusal(answer, Time.GetUtcNow());

    // Avito answers with either status.
    protected override bool SaysTokenEnded(Exchange.Answered answer) => answer.Code is 401 or 403;

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteString("type", "text");
            json.WriteStartObject("message");
            json.WriteString("text", message.Content.Text);
            json.WriteEndObject();
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        AvitoAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        AvitoAnswer.ReadIdentity(answer, account[UserId]);

    private static string? CheckText(string text, string fault) =>
        text.Length is >= 4 and <= 200 && text.All(static letter => letter is > ' ' and <= '~') ? null : fault;
}
