using System.Text.Json.Nodes;
using CampaignTasks.Channels.Telegram;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Telegram;

public sealed class TelegramBotTests : IAsyncLifetime
{
    private TelegramStandIn _server = null!;

    public async Task InitializeAsync() => _server = await TelegramStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("123456789", "123456789")]
    [InlineData("-1001234567890", "-1001234567890")]
    [InlineData("@acme_news", "\"@acme_news\"")]
    public async Task Send_NamesTheChatByItsNumber_AndAChannelByItsName(string to, string chat)
    {
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(to));

        Assert.Equal(chat, JsonNode.Parse(_server.Requests.Single().Body.Span)!["chat_id"]!.ToJsonString());
    }

    [Fact]
    public async Task Send_ThroughABusinessConnection_NamesIt()
    {
        Assert.IsType<SendOutcome.Accepted>(await SendAsync("123456789", ("businessConnectionId", "bc-1")));

        Assert.Equal("bc-1", (string?)JsonNode.Parse(_server.Requests.Single().Body.Span)!["business_connection_id"]);
    }

    [Theory]
    [InlineData(400, "Bad Request: chat not found")]
    [InlineData(400, "Bad Request: PEER_ID_INVALID")]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user")]
    public async Task Send_ToAPersonWhoDidNotJoin_IsRejectedWithTheWayToJoin(int status, string words)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, "", words));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync("@ann_smith"));

        Assert.Contains("send the person the bot's link", rejected.Reason, StringComparison.Ordinal);
        Assert.Null(rejected.Verdict);
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData(400, "Bad Request: USER_IS_BLOCKED", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData(403, "Forbidden: user is deactivated", SuppressionReason.InvalidAddress)]
    [InlineData(403, "Forbidden: bot can't send messages to the user", null)]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", null)]
    [InlineData(400, "Bad Request: message is too long", null)]
    public async Task Refusal_ThatSaysNever_IsAVerdict_AndNoOther(int status, string words, SuppressionReason? reason)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, "", words));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync("123456789")).Verdict?.Reason);
    }

    [Fact]
    public async Task Send_ToAGroupThatBecameASupergroup_SaysSo()
    {
        const string Body = """
            {"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",
             "parameters":{"migrate_to_chat_id":-1001234567890}}
            """;
        _server.Script.Everybody(new Misbehaviour.Answer(400, "application/json", System.Text.Encoding.UTF8.GetBytes(Body)));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync("-123"));

        Assert.Equal("The group has become a supergroup with another number: change the address.", rejected.Reason);
    }

    [Fact]
    public void JoinLink_CarriesTheToken()
    {
        using var http = Given.Http();
        var bot = new TelegramBot(http, TimeProvider.System);

        Assert.Equal(
            new Uri("https://t.me/news_bot?start=AbC-_9"),
            bot.JoinLink(Given.Account("bot", ChannelKind.Telegram, _server.Settings()), "AbC-_9")
        );
        Assert.Null(bot.JoinLink(Given.Account("bot", ChannelKind.Telegram, new Dictionary<string, string>()), "AbC-_9"));
    }

    private async Task<SendOutcome> SendAsync(string to, params (string Name, string Value)[] settings)
    {
        using var http = Given.Http();
        var all = _server.Settings();
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var account = Given.Account("bot", ChannelKind.Telegram, all);
        return await new TelegramBot(http, TimeProvider.System).SendAsync(Given.Text(account, to), CancellationToken.None);
    }
}
