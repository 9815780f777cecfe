using System.Text;
using CampaignTasks.Channels.Avito;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Avito;

public sealed class AvitoWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new AvitoWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account(
            "messenger",
            ChannelKind.Avito,
            new Dictionary<string, string> { ["webhookSecret"] = Secret, ["userId"] = "94235311" }
        );

    private protected override string? From => "u2i-abc~123";

    private protected override WebhookCall Stop => Proven(Message("text", 5));

    private protected override WebhookCall Forged(WebhookCall call) => Call(call.Body.ToArray(), "?code=another");

    private protected override WebhookCall Proven(byte[] body) => Call(body, $"?code={Secret}");

    [Theory]
    [InlineData("text", 94235311)]
    [InlineData("system", 5)]
    [InlineData("image", 5)]
    public void Read_TheAccountsOwnWordsAndNotices_ArePassedOver(string type, int author) =>
        Assert.Empty(Inbound(Read(Proven(Message(type, author)))));

    private static byte[] Message(string type, int author) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"id":"1","version":"v3.0.0","timestamp":1,"payload":{"type":"message","value":{"id":"m1","chat_id":"u2i-abc~123",
             "user_id":94235311,"author_id":{{author}},"created":1,"type":"{{type}}","chat_type":"u2i","content":{"text":"STOP"} } } }
            """
        );
}
