using System.Runtime.CompilerServices;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Fcm;

/// <summary>
/// Push messages to apps through Firebase Cloud Messaging, HTTP v1. It has no idempotency key and no receipts: an attempt without a
/// response stays unknown.
/// </summary>
internal sealed class FcmPush : TokenChannel
{
    private const string Account = "serviceAccount";

    // FCM takes messages of 4,096 octets; what it adds to ours is small.
    private const int LongestMessage = 4_000;

    private static readonly AllowedHosts Own = AllowedHosts.Of(
        "Leave the setting out to use Google's own address.",
        "fcm.googleapis.com",
        "oauth2.googleapis.com"
    );

    private static readonly Uri Tokens = new(ServiceAccount.Audience);

    private readonly ConditionalWeakTable<ResolvedAccount, ServiceAccount> _accounts = [];

    public FcmPush(ProviderHttp http, TimeProvider time)
        : base(http, time, Own) =>
        Settings = [
            new(Account, IsRequired: true, IsSecret: true, text =>
                ServiceAccount.Read(text) is null
                    ? "Give the whole text of the key file (JSON) with project_id, client_email and private_key."
                    : null
            )
            {
                HasLines = true,
                Hint = "The text of a service account's key file, from the Firebase console: Project settings, Service accounts.",
            },
            BaseUrl,
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Push];

    /// <inheritdoc/>
    public override string Provider => "fcm";

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://fcm.googleapis.com/");

    /// <inheritdoc/>
    protected override TimeSpan UsualLife { get; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => QuestionOf(message.Account);

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => $"/v1/projects/{Of(account).Project}/messages:send";

    /// <inheritdoc/>
    protected override Uri TokenAddress(ResolvedAccount account) =>
        account["baseUrl"] is { Length: > 0 } ? Address(account, Tokens.AbsolutePath) : Tokens;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> TokenForm(ResolvedAccount account) =>
        [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", Of(account).Assert(Time.GetUtcNow()))];

    /// <inheritdoc/>
    protected override SendOutcome ReadRefusal(Exchange.Answered answer) => FcmAnswer.ReadRefusal(answer, Time.GetUtcNow());

    /// <inheritdoc/>
    protected override bool SaysTokenEnded(Exchange.Answered answer) => answer.Code is 401 && FcmAnswer.CodeOf(answer) is "UNAUTHENTICATED";

    /// <inheritdoc/>
    protected override SendOutcome.Rejected? Refuse(OutgoingMessage message)
    {
        if (base.Refuse(message) is { } refusal)
        {
            return refusal;
        }

        using var body = Body(message);
        return body.Body.Length > LongestMessage
            ? new SendOutcome.Rejected("bodyTooLong", $"The message is too long: with its links it has at most {LongestMessage} octets.")
            : null;
    }

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteStartObject("message");
            json.WriteString("token", message.To);
            json.WriteStartObject("notification");
            foreach (
                var (name, value) in new[]
                {
                    ("title", message.Content.Title),
                    ("body", message.Content.Text),
                    ("image", message.Content.ImageUrl),
                }
            )
            {
                if (value is { Length: > 0 })
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
            json.WriteStartObject("data");
            json.WriteString("messageId", message.IdempotencyKey.ToString());
            if (message.Content.RedirectUrl is { Length: > 0 } link)
            {
                json.WriteString("url", link);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });

    /// <summary>A message to a topic that Google checks and does not send.</summary>
    protected override OneShotContent? QuestionBody() =>
        OneShotContent.Json(json =>
        {
            json.WriteBoolean("validate_only", true);
            json.WriteStartObject("message");
            json.WriteString("topic", "verification");
            json.WriteEndObject();
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        FcmAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        FcmAnswer.ReadIdentity(answer, Of(account).Project);

    private ServiceAccount Of(ResolvedAccount account) => _accounts.GetValue(account, static found => ServiceAccount.Read(found[Account])!);
}
