using System.Text;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Vk;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Vk;

public sealed class VkWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new VkWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account(
            "community",
            ChannelKind.Vk,
            new Dictionary<string, string>
            {
                ["webhookSecret"] = Secret,
                ["secretKey"] = "vksecret",
                ["groupId"] = "123456",
                ["confirmationCode"] = "a1b2c3d4",
            }
        );

    private protected override string? From => "987654321";

    private protected override WebhookCall Stop =>
        Proven(Event("message_new", """{"message":{"from_id":987654321,"peer_id":987654321,"id":1,"text":"STOP"}}"""));

    private protected override WebhookCall Forged(WebhookCall call) => Call(call.Body.ToArray(), "?code=another-secret-0123456789");

    private protected override WebhookCall Proven(byte[] body) => Call(body, $"?code={Secret}");

    private protected override IReadOnlyList<MessageState> OwnReported => [MessageState.Read];

    private protected override WebhookCall OwnReport(string id, MessageState state) =>
        Proven(
            Event("message_read", $$"""{"from_id":987654321,"peer_id":987654321,"read_message_id":{{id}},"conversation_message_id":7}""")
        );

    [Theory]
    [InlineData("""{"from_id":987654321,"peer_id":2000000001,"read_message_id":4711}""")]
    [InlineData("""{"from_id":-123456,"peer_id":-123456,"read_message_id":4711}""")]
    [InlineData("""{"from_id":987654321,"peer_id":987654321}""")]
    public void Read_WhatSomebodyElseHasRead_IsPassedOver(string about) =>
        Assert.Empty(OwnReceipts(Read(Proven(Event("message_read", about)))));

    [Fact]
    public void Read_Confirmation_AnswersTheCodeOfTheAccount() =>
        Assert.Equal("a1b2c3d4", Assert.IsType<WebhookResult.Reply>(Read(Proven(Event("confirmation", "null")))).Body);

    [Theory]
    [InlineData("message_allow", Keyword.OptIn)]
    [InlineData("message_deny", Keyword.OptOut)]
    public void Read_PermissionOfMessages_IsThePersonsWord(string type, Keyword keyword)
    {
        var inbound = Assert.Single(Inbound(Read(Proven(Event(type, """{"user_id":987654321,"key":""}""")))));

        Assert.Equal((From, keyword), (inbound.From, inbound.Keyword));
    }

    [Fact]
    public void Read_TheFirstMessageAfterALink_TellsItsToken()
    {
        var call = Proven(
            Event("message_new", """{"message":{"from_id":987654321,"peer_id":987654321,"id":1,"text":"Hi","ref":"AbC-_9"}}""")
        );

        Assert.Equal("AbC-_9", Assert.Single(Inbound(Read(call))).JoinToken);
    }

    [Fact]
    public void Read_EveryEvent_IsAnsweredOk() =>
        Assert.Equal("ok", Assert.IsType<WebhookResult.Several>(Read(Proven(Event("wall_post_new", "{}")))).Answer);

    [Theory]
    [InlineData("\"secret\":\"other\",")]
    [InlineData("\"secret\":7,")]
    [InlineData("")]
    public void Read_WithoutTheSecretKey_IsUnverified(string secret)
    {
        var body = $"{{\"type\":\"message_deny\",{secret}\"group_id\":123456,\"event_id\":\"e1\",\"object\":{{\"user_id\":1}}}}";

        Assert.IsType<WebhookResult.Unverified>(Read(Proven(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public void Read_AboutAnotherCommunity_IsUnreadable()
    {
        var body = Encoding
            .UTF8.GetString(Event("message_deny", """{"user_id":1}"""))
            .Replace("123456", "654321", StringComparison.Ordinal);

        Assert.IsType<WebhookResult.Unreadable>(Read(Proven(Encoding.UTF8.GetBytes(body))));
    }

    private static byte[] Event(string type, string about) =>
        Encoding.UTF8.GetBytes(
            $$"""{"type":"{{type}}","group_id":123456,"event_id":"e{{type}}","v":"5.199","secret":"vksecret","object":{{about}} }"""
        );
}
