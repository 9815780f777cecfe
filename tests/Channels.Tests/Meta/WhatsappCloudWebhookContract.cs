using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Meta;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Tests.Meta;

public sealed class WhatsappCloudWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new WhatsappCloudWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account(
            "cloud",
            ChannelKind.Whatsapp,
            new Dictionary<string, string>
            {
                ["webhookSecret"] = Secret,
                ["appSecret"] = AppSecret,
                ["phoneNumberId"] = "106540352242922",
            }
        );

    private protected override string? From => "+15551234567";

    private protected override WebhookCall Stop =>
        Proven(Value("""{"messages":[{"from":"15551234567","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"STOP"}}]}"""));

    private protected override IReadOnlyList<MessageState> Reported { get; } =
    [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    private protected override WebhookCall Forged(WebhookCall call) =>
        Call(call.Body.ToArray(), "", (Header, Sign([.. call.Body.Span, 0])));

    private protected override WebhookCall Proven(byte[] body) => Call(body, "", (Header, Sign(body)));

    private const string Header = "X-Hub-Signature-256";
    private const string AppSecret = "app-secret-0123456789abcdef";

    private static string Sign(byte[] body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body))}";

    [Fact]
    public void Sign_TheExampleOfTheDocumentation_IsGenuine()
    {
        var call = Call(
            """{"object":"whatsapp_business_account","entry":[]}"""u8.ToArray(),
            "",
            (Header, "sha256=1f1ddaf60129a405dae511085a1277c94455b2d955e1986bf5048cac89765e87")
        );

        Assert.Empty(Assert.IsType<WebhookResult.Several>(Read(call)).Items);
    }

    [Theory]
    [InlineData("subscribe", Secret, "1158201444", true)]
    [InlineData("subscribe", "another", "1158201444", false)]
    [InlineData("unsubscribe", Secret, "1158201444", false)]
    [InlineData("subscribe", Secret, "<script>", false)]
    public void Read_Handshake_AnswersTheChallengeToTheRightTokenOnly(string mode, string token, string challenge, bool isAnswered)
    {
        var call = Call([], $"?hub.mode={mode}&hub.verify_token={token}&hub.challenge={Uri.EscapeDataString(challenge)}") with
        {
            Method = "GET",
        };

        Assert.Equal(isAnswered ? challenge : null, (Read(call) as WebhookResult.Reply)?.Body);
    }

    [Fact]
    public void Read_ABatch_TellsEveryPartOfIt()
    {
        var call = Proven(
            Value(
                $$"""
                {"statuses":[{{Status(0, "delivered")}},{{Status(1, "read")}},{"id":"wamid.x","status":"read"}],
                 "messages":[{"from":"15551234567","id":"a","type":"button","button":{"text":"Stop","payload":"p"} },
                             {"from":"15551234568","id":"b","type":"interactive","interactive":{"button_reply":{"id":"1","title":"Yes"} } }]}
                """
            )
        );

        var result = Read(call);

        Assert.Equal([0, 1], Receipts(result).Select(receipt => receipt.Message.Index));
        Assert.Equal(["Stop", "Yes"], Inbound(result).Select(inbound => inbound.Text));
    }

    [Fact]
    public void Read_AboutAnotherNumberOfTheApp_RecordsNothing()
    {
        var body = Encoding.UTF8.GetString(Stop.Body.Span).Replace("106540352242922", "106540352242923", StringComparison.Ordinal);

        Assert.Empty(Inbound(Read(Proven(Encoding.UTF8.GetBytes(body)))));
    }

    [Fact]
    public void Read_AFailureThatIsTheRecipientsWord_IsAVerdict()
    {
        var receipt = Assert.Single(Receipts(Read(Proven(Value($$"""{"statuses":[{{Status(0, "failed", 131050)}}]}""")))));

        Assert.Equal(SuppressionReason.UnsubscribedAtProvider, receipt.Verdict?.Reason);
        Assert.Equal("131050: Stopped by [address]", receipt.Reason);
    }

    private protected override WebhookCall Report(MessageId message, MessageState state) =>
        Proven(Value($$"""{"statuses":[{{Status(message.Index, EnumNames.Of(state))}}]}"""));

    private static string Status(int index, string state, int code = 131026) =>
        $$"""
            {"id":"wamid.{{index}}","status":"{{state}}","timestamp":"1767607230","recipient_id":"15551234567",
             "biz_opaque_callback_data":"{{Given.Id(index)}}",
             "errors":[{"code":{{code}},"title":"Undeliverable","error_data":{"details":"Stopped by 15551234567"} }]}
            """;

    private static byte[] Value(string value) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
             "value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"106540352242922"},{{value[
                (value.IndexOf('{', StringComparison.Ordinal) + 1)..
            ]}} }]}]}
            """
        );
}
