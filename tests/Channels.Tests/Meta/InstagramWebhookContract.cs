using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Meta;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Meta;

public sealed class InstagramWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new InstagramWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account(
            "graph",
            ChannelKind.Instagram,
            new Dictionary<string, string> { ["webhookSecret"] = Secret, ["appSecret"] = AppSecret }
        );

    private protected override string? From => "17841400000000001";

    private protected override WebhookCall Stop => Proven(Message("""{"mid":"m1","text":"STOP"}"""));

    private protected override IReadOnlyList<MessageState> OwnReported => [MessageState.Read];

    private protected override WebhookCall OwnReport(string id, MessageState state) => Proven(Item($$"""  "read":{"mid":"{{id}}"}  """));

    private protected override WebhookCall Forged(WebhookCall call) =>
        Call(call.Body.ToArray(), "", (Header, Sign([.. call.Body.Span, 0])));

    private protected override WebhookCall Proven(byte[] body) => Call(body, "", (Header, Sign(body)));

    private const string Header = "X-Hub-Signature-256";
    private const string AppSecret = "app-secret-0123456789abcdef";

    private static string Sign(byte[] body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body))}";

    [Theory]
    [InlineData("""{"mid":"m1","text":"STOP","is_echo":true}""")]
    [InlineData("""{"text":"STOP"}""")]
    public void Read_AnEchoOfTheAccountsOwnWords_IsPassedOver(string message) => Assert.Empty(Inbound(Read(Proven(Message(message)))));

    private static byte[] Message(string message) => Item($"\"message\":{message}");

    private static byte[] Item(string what) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"object":"instagram","entry":[{"id":"1","time":1,"messaging":[{"sender":{"id":"17841400000000001"},
             "recipient":{"id":"1"},"timestamp":1,{{what}} }]}]}
            """
        );
}
