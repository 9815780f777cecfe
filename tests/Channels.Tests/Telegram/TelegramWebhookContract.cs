using System.Text;
using CampaignTasks.Channels.Telegram;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Telegram;

public sealed class TelegramWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new TelegramWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account("bot", ChannelKind.Telegram, new Dictionary<string, string> { ["webhookSecret"] = Secret });

    private protected override string? From => "123456789";

    private protected override WebhookCall Stop => Proven(Update("STOP"));

    private protected override WebhookCall Forged(WebhookCall call) => Call(call.Body.ToArray(), "", (Header, Secret[1..]));

    private protected override WebhookCall Proven(byte[] body) => Call(body, "", (Header, Secret));

    private const string Header = "X-Telegram-Bot-Api-Secret-Token";

    [Theory]
    [InlineData("/start", Keyword.OptIn, null)]
    [InlineData("/start AbC-_9", Keyword.OptIn, "AbC-_9")]
    [InlineData("/start not a token", Keyword.OptIn, null)]
    [InlineData("/started", null, null)]
    [InlineData("Hello /start x", null, null)]
    public void Read_Start_TellsThatThePersonJoins_AndByWhichLink(string text, Keyword? keyword, string? token)
    {
        var inbound = Assert.Single(Inbound(Read(Proven(Update(text)))));

        Assert.Equal((keyword, token), (inbound.Keyword, inbound.JoinToken));
    }

    [Fact]
    public void Read_ThatThePersonBlockedTheBot_IsAnOptOut()
    {
        const string Update = """
            {"update_id":8,"my_chat_member":{"chat":{"id":123456789,"type":"private"},"from":{"id":123456789},"date":1,
             "old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked","until_date":0}}}
            """;

        Assert.Equal(Keyword.OptOut, Assert.Single(Inbound(Read(Proven(Encoding.UTF8.GetBytes(Update))))).Keyword);
    }

    [Theory]
    [InlineData("""{"update_id":7,"message":{"message_id":1,"from":{"id":5},"chat":{"id":-100,"type":"supergroup"},"text":"STOP"}}""")]
    [InlineData(
        """{"update_id":7,"message":{"message_id":1,"from":{"id":5,"is_bot":true},"chat":{"id":5,"type":"private"},"text":"STOP"}}"""
    )]
    [InlineData("""{"update_id":7,"business_message":{"message_id":1,"from":{"id":9},"chat":{"id":5,"type":"private"},"text":"STOP"}}""")]
    [InlineData("""{"update_id":7,"edited_message":{"message_id":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"STOP"}}""")]
    public void Read_WhatIsNoPersonsOwnWord_IsPassedOver(string update) =>
        Assert.Empty(Assert.IsType<WebhookResult.Receipts>(Read(Proven(Encoding.UTF8.GetBytes(update)))).Items);

    private static byte[] Update(string text) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"update_id":7,"message":{"message_id":1,"from":{"id":123456789,"is_bot":false,"first_name":"Ann"},
             "chat":{"id":123456789,"type":"private"},"date":1,"text":"{{text}}"} }
            """
        );
}
