using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Waha;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Waha;

public sealed class WahaWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new WahaWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account("gateway", ChannelKind.Whatsapp, new Dictionary<string, string> { ["webhookSecret"] = Secret, ["hmacKey"] = Key });

    private protected override string? From => "+15551234567";

    private protected override WebhookCall Stop => Proven(Message("message", "15551234567@c.us", "false"));

    private protected override IReadOnlyList<MessageState> OwnReported =>
        [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    private protected override WebhookCall OwnReport(string id, MessageState state) =>
        Proven(
            Ack(
                id,
                state switch
                {
                    MessageState.Sent => "SERVER",
                    MessageState.Delivered => "DEVICE",
                    MessageState.Read => "READ",
                    _ => "ERROR",
                }
            )
        );

    private protected override WebhookCall Forged(WebhookCall call) =>
        Call(call.Body.ToArray(), $"?code={Secret}", (Header, Sign([.. call.Body.Span, 0])));

    private protected override WebhookCall Proven(byte[] body) => Call(body, $"?code={Secret}", (Header, Sign(body)));

    private const string Header = "X-Webhook-Hmac";
    private const string Key = "hmac-key-0123456789";

    [Theory]
    [InlineData("message.ack", "15551234567@c.us", "false")]
    [InlineData("message", "120363000000000000@g.us", "false")]
    [InlineData("message", "15551234567@c.us", "true")]
    public void Read_WhatIsNoPersonsOwnWord_IsPassedOver(string type, string from, string fromMe) =>
        Assert.Empty(Inbound(Read(Proven(Message(type, from, fromMe)))));

    [Fact]
    public void Read_AVoiceMessageThatWasHeard_IsRead() =>
        Assert.Equal(MessageState.Read, Assert.Single(OwnReceipts(Read(Proven(Ack("4711", "PLAYED"))))).State);

    [Theory]
    [InlineData("PENDING", "true", "default")]
    [InlineData("SEEN", "true", "default")]
    [InlineData("READ", "false", "default")]
    [InlineData("READ", "true", "another")]
    public void Read_AReportOfNothingThatWeSent_IsPassedOver(string ack, string fromMe, string session) =>
        Assert.Empty(OwnReceipts(Read(Proven(Ack("4711", ack, fromMe, session)))));

    [Fact]
    public void Read_WithTheSignatureButNotTheCode_IsUnverified() =>
        Assert.IsType<WebhookResult.Unverified>(Read(Stop with { Url = new Uri("https://tasks.example.com/api/hooks/x/a1") }));

    private static string Sign(byte[] body) => Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(Key), body));

    private static byte[] Message(string type, string from, string fromMe) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"event":"{{type}}","session":"default","payload":{"id":"false_{{from}}_AAA","timestamp":1,"from":"{{from}}",
             "fromMe":{{fromMe}},"to":"1@c.us","body":"STOP"} }
            """
        );

    private static byte[] Ack(string id, string name, string fromMe = "true", string session = "default") =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"event":"message.ack","session":"{{session}}","payload":{"id":"true_15551234567@c.us_{{id}}","from":"15551234567@c.us",
             "fromMe":{{fromMe}},"ack":3,"ackName":"{{name}}"} }
            """
        );
}
