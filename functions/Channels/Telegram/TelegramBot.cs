using System.Globalization;
using System.Text.RegularExpressions;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Telegram;

/// <summary>
/// Messages of a Telegram bot, in its own name or through a business connection. The Bot API has no idempotency key and no receipts: an
/// attempt without a response stays unknown.
/// </summary>
internal sealed partial class TelegramBot : RestChannel
{
    private const string Connection = "businessConnectionId";
    private const string Token = "botToken";
    private const string Name = "botName";

    private static readonly AllowedHosts Own = AllowedHosts.Of("Leave the setting out to use Telegram's own address.", "api.telegram.org");

    public TelegramBot(ProviderHttp http, TimeProvider time)
        : base(http, time, Own)
    {
        Settings =
        [
            new(Token, IsRequired: true, IsSecret: true, text =>
                TokenForm().IsMatch(text) ? null : "Give the bot's token as @BotFather shows it: digits, a colon, 35 letters or digits."
            )
            {
                Hint = "The bot's token, from @BotFather.",
            },
            new(Name, IsRequired: false, IsSecret: false, text =>
                NameForm().IsMatch(text) ? null : "Give the bot's name, as in @news_bot: 5 to 32 letters, digits or underscores."
            )
            {
                Hint = "The bot's @name, for the links with which people join.",
            },
            new(Connection, IsRequired: false, IsSecret: false, text =>
                text.Length <= 128 && text.All(static letter => letter is > ' ' and <= '~') ? null : "Give the id as Telegram shows it."
            )
            {
                Hint = "The id of a business connection, to write in the name of the business account that connected the bot.",
            },
            new(HookProof.Secret, IsRequired: false, IsSecret: true, text =>
                SecretForm().IsMatch(text) ? null : "Give 16 to 256 letters, digits, hyphens or underscores: Telegram takes no others."
            )
            {
                Hint = "The secret_token of setWebhook; one is made when you leave it out.",
            },
            BaseUrl,
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Telegram];

    /// <inheritdoc/>
    public override string Provider => "bot";

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://api.telegram.org/");

    /// <summary>A deep link: its token comes back as <c>/start token</c>.</summary>
    public override Uri? JoinLink(ResolvedAccount account, string token) =>
        account[Name] is { Length: > 0 } name ? new($"https://t.me/{name.TrimStart('@')}?start={token}") : null;

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => $"/bot{message.Account[Token]}/sendMessage";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => $"/bot{account[Token]}/getMe";

    // The token is a part of the path.
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) { }

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            if (message.Account[Connection] is { Length: > 0 } connection)
            {
                json.WriteString("business_connection_id", connection);
            }

            if (long.TryParse(message.To, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
            {
                json.WriteNumber("chat_id", chat);
            }
            else
            {
                json.WriteString("chat_id", message.To);
            }

            json.WriteString("text", message.Content.Text);
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        TelegramAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        TelegramAnswer.ReadIdentity(answer, account[Name]);

    [GeneratedRegex("^[0-9]{1,20}:[A-Za-z0-9_-]{30,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();

    [GeneratedRegex("^@?[A-Za-z][A-Za-z0-9_]{4,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[A-Za-z0-9_-]{16,256}$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretForm();
}
