using System.Runtime.CompilerServices;
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
internal sealed class AvitoMessenger : RestChannel
{
    private const string ClientId = "clientId";
    private const string ClientSecret = "clientSecret";
    private const string UserId = "userId";

    private static readonly AllowedHosts Own = AllowedHosts.Of("Leave the setting out to use Avito's own address.", "api.avito.ru");

    private readonly ConditionalWeakTable<ResolvedAccount, AvitoToken> _tokens = [];

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
    protected override async Task<SendOutcome> AttemptAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var account = message.Account;
        var isKept = _tokens.TryGetValue(account, out var token) && token.IsValid(Time.GetUtcNow());
        if (!isKept)
        {
            (token, var refusal) = await BuyAsync(account, cancellationToken);
            if (token is null)
            {
                return refusal!;
            }

            _tokens.AddOrUpdate(account, token);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Address(account, PathOf(message)));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token!.Value}");
        using var content = Body(message);
        using var exchange = await SendAsync(request, content, cancellationToken);
        if (exchange is Exchange.Answered { Code: 401 or 403 } && isKept)
        {
            // Avito ends tokens before their time, with either status: the next attempt buys another one.
            _tokens.Remove(account);
            return new SendOutcome.Transient("tokenExpired", "The token was refused: the next attempt gets a new one.");
        }

        return exchange.ToOutcome(answer => Read(answer, message, Time.GetUtcNow()));
    }

    /// <inheritdoc/>
    protected override async Task<Verification> AskAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        var (token, refusal) = await BuyAsync(account, cancellationToken);
        if (token is null)
        {
            return refusal switch
            {
                SendOutcome.Misconfigured(var code, var reason) => new Verification.Fails(code, reason),
                SendOutcome.Transient(var code, var reason) => new Verification.Unclear(code, reason),
                _ => new Verification.Unclear("busy", "Avito gives no token now: ask again later."),
            };
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, Address(account, QuestionOf(account)));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Value}");
        using var exchange = await SendAsync(request, content: null, cancellationToken);
        return exchange.ToVerification(answer => ReadIdentity(answer, account));
    }

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) =>
        $"/messenger/v1/accounts/{message.Account[UserId]}/chats/{Uri.EscapeDataString(message.To)}/messages";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => "/core/v1/accounts/self";

    // Attempts and questions carry a token that was bought first.
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) { }

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

    // Nothing was sent when no token comes: whatever keeps it away may be tried again, unless Avito refuses the credentials.
    private async Task<(AvitoToken? Token, SendOutcome? Refusal)> BuyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(account, "/token"));
        using var content = OneShotContent.Form(
            ("grant_type", "client_credentials"),
            ("client_id", account[ClientId]!),
            ("client_secret", account[ClientSecret]!)
        );
        using var exchange = await SendAsync(request, content, cancellationToken);
        if (exchange is Exchange.Answered { Code: 200 } answer && AvitoToken.Read(answer, Time.GetUtcNow()) is { } token)
        {
            return (token, null);
        }

        return (
            null,
            exchange.ToOutcome(other => AvitoAnswer.ReadRefusal(other, Time.GetUtcNow())) switch
            {
                SendOutcome.Unknown unknown => new SendOutcome.Transient("noToken", unknown.Reason),
                var refusal => refusal,
            }
        );
    }

    private static string? CheckText(string text, string fault) =>
        text.Length is >= 4 and <= 200 && text.All(static letter => letter is > ' ' and <= '~') ? null : fault;
}
