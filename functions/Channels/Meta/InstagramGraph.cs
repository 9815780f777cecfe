using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>
/// Instagram's messages: answers within 24 hours after a person wrote. It has no idempotency key, and a message that was read is reported
/// by Instagram's own id.
/// </summary>
internal sealed class InstagramGraph : RestChannel
{
    private const string AccountId = "instagramId";

    private static readonly AllowedHosts Own = AllowedHosts.Of(
        "Leave the setting out for Instagram Login; with Facebook Login give https://graph.facebook.com.",
        "graph.instagram.com",
        "graph.facebook.com"
    );

    public InstagramGraph(ProviderHttp http, TimeProvider time)
        : base(http, time, Own) =>
        Settings = [
            MetaSettings.Id(AccountId, "The id of the Instagram professional account; with Facebook Login that of its page."),
            MetaSettings.AccessToken("The account's token with the permission instagram_business_manage_messages."),
            MetaSettings.AppSecret,
            MetaSettings.VerifyToken,
            BaseUrl with
            {
                Hint = "Leave it out for Instagram Login; https://graph.facebook.com for Facebook Login; or a stand-in server.",
            },
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Instagram];

    /// <inheritdoc/>
    public override string Provider => "graph";

    /// <inheritdoc/>
    public override IReadOnlyList<MessageState> Receipts { get; } = [MessageState.Read];

    /// <inheritdoc/>
    public override bool ReportsByOwnId => true;

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://graph.instagram.com/");

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => $"/{MetaSettings.Version}/{message.Account[AccountId]}/messages";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => $"/{MetaSettings.Version}/{account[AccountId]}?fields=username";

    /// <inheritdoc/>
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) =>
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {account[MetaSettings.Token]}");

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Json(json =>
        {
            json.WriteStartObject("recipient");
            json.WriteString("id", message.To);
            json.WriteEndObject();
            json.WriteStartObject("message");
            json.WriteString("text", message.Content.Text);
            json.WriteEndObject();
        });

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        MetaAnswer.Read(answer, AnswerJson.Find(answer.Body.Written.Span, "message_id"u8), "instagram", message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        MetaAnswer.ReadIdentity(answer, "username"u8);
}
