using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Vk;

/// <summary>
/// Messages of a VK community, to users who allowed them and to groups. <c>random_id</c> is made from the message's id: VK takes a repeat
/// of it to the same recipient for the same message.
/// </summary>
internal sealed class VkCommunity : RestChannel
{
    private const string Version = "5.199";
    private const string Token = "accessToken";
    private const string Group = "groupId";

    private static readonly AllowedHosts Own = AllowedHosts.Of("Leave the setting out to use VK's own address.", "api.vk.com", "api.vk.ru");

    public VkCommunity(ProviderHttp http, TimeProvider time)
        : base(http, time, Own)
    {
        Settings =
        [
            new(Group, IsRequired: true, IsSecret: false, text =>
                text.Length <= 12 && text.All(char.IsAsciiDigit) && text.Trim('0').Length > 0
                    ? null
                    : "Give the community's number without a minus, as in 123456."
            )
            {
                Hint = "The community's number, without a minus.",
            },
            new(Token, IsRequired: true, IsSecret: true, text =>
                text.Length is >= 20 and <= 1000 && text.All(static letter => letter is > ' ' and <= '~')
                    ? null
                    : "Give the community's access token as VK shows it."
            )
            {
                Hint = "The community's access token with the right to its messages: Manage, API usage, Access tokens.",
            },
            new("confirmationCode", IsRequired: false, IsSecret: false, text =>
                text.Length <= 100 && text.All(char.IsAsciiLetterOrDigit) ? null : "Give the string that the server must return."
            )
            {
                Hint = "The string that the server must return: Manage, API usage, Callback API.",
            },
            new("secretKey", IsRequired: false, IsSecret: true, text =>
                text.Length <= 50 && text.All(char.IsAsciiLetterOrDigit) ? null : "Give at most 50 letters and digits, as VK takes them."
            )
            {
                Hint = "The secret key of the Callback API. With it, calls without it are refused.",
            },
            BaseUrl,
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Vk];

    /// <inheritdoc/>
    public override string Provider => "community";

    /// <inheritdoc/>
    public override IReadOnlyList<MessageState> Receipts { get; } = [MessageState.Read];

    /// <inheritdoc/>
    public override bool ReportsByOwnId => true;

    /// <inheritdoc/>
    public override bool SupportsIdempotency => true;

    /// <inheritdoc/>
    public override IReadOnlyList<AccountSetting> Settings { get; }

    /// <inheritdoc/>
    protected override Uri? Home { get; } = new("https://api.vk.com/");

    /// <summary>Gets the number by which VK knows a message: never 0, which switches the check off.</summary>
    public static int RandomIdOf(MessageId message)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message.ToGuid().ToByteArray(bigEndian: true), hash);
        return BinaryPrimitives.ReadInt32BigEndian(hash) is not 0 and var number ? number : 1;
    }

    /// <summary>A link to the community's dialog: its token comes back as <c>ref</c> of the first message.</summary>
    public override Uri? JoinLink(ResolvedAccount account, string token) =>
        account[Group] is { Length: > 0 } group ? new($"https://vk.me/club{group}?ref={token}") : null;

    /// <inheritdoc/>
    protected override string PathOf(OutgoingMessage message) => "/method/messages.send";

    /// <inheritdoc/>
    protected override string QuestionOf(ResolvedAccount account) => $"/method/groups.getById?v={Version}";

    /// <inheritdoc/>
    protected override void Authorize(HttpRequestMessage request, ResolvedAccount account) =>
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {account[Token]}");

    /// <inheritdoc/>
    protected override OneShotContent Body(OutgoingMessage message) =>
        OneShotContent.Form(
            ("peer_id", message.To),
            ("random_id", RandomIdOf(message.Id).ToString(CultureInfo.InvariantCulture)),
            ("message", message.Content.Text!),
            ("v", Version)
        );

    /// <inheritdoc/>
    protected override SendOutcome Read(Exchange.Answered answer, OutgoingMessage message, DateTimeOffset now) =>
        VkAnswer.Read(answer, message, now);

    /// <inheritdoc/>
    protected override Verification ReadIdentity(Exchange.Answered answer, ResolvedAccount account) =>
        VkAnswer.ReadIdentity(answer, account[Group]);
}
