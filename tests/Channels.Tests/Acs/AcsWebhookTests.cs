using System.Text;
using CampaignTasks.Channels.Acs;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using FsCheck.Xunit;

namespace CampaignTasks.Channels.Tests.Acs;

public sealed class AcsWebhookTests
{
    private const string Secret = "not-a-real-secret+&";
    private static readonly ResolvedAccount Account = Given.Account(
        "acs",
        ChannelKind.Email,
        new Dictionary<string, string> { ["webhookSecret"] = Secret }
    );

    [Theory]
    [InlineData("Delivered", MessageState.Delivered)]
    [InlineData("delivered", MessageState.Delivered)]
    [InlineData("Bounced", MessageState.Failed)]
    [InlineData("Suppressed", MessageState.Failed)]
    [InlineData("FilteredSpam", MessageState.Failed)]
    [InlineData("Quarantined", MessageState.Failed)]
    [InlineData("Failed", MessageState.Failed)]
    [InlineData("Expanded", MessageState.Sent)]
    public void Read_ADeliveryReport_InEitherSchema_IsOneReceipt(string status, MessageState state)
    {
        var grid = Receipts($"[{Event(status, "eventType", "deliveryAttemptTimeStamp")}]");
        var cloud = Receipts(Event(status, "type", "deliveryAttemptTimestamp"));

        var receipt = Assert.Single(grid);
        Assert.Equal(grid, cloud);
        Assert.Equal((Given.Id(), state, Given.Now), (receipt.Message, receipt.State, receipt.At));
        Assert.Equal(state is MessageState.Failed ? $"{status}: box of [address] full" : null, receipt.Reason);
    }

    [Theory]
    [InlineData("Bounced", SuppressionReason.HardBounce)]
    [InlineData("bounced", SuppressionReason.HardBounce)]
    [InlineData("Suppressed", SuppressionReason.ProviderSuppressed)]
    [InlineData("Failed", null)]
    [InlineData("FilteredSpam", null)]
    [InlineData("Quarantined", null)]
    [InlineData("Delivered", null)]
    [InlineData("Expanded", null)]
    public void Report_ThatSaysNever_IsAVerdict_AndATemporaryOneIsNot(string status, SuppressionReason? reason)
    {
        var receipt = Assert.Single(Receipts(Event(status, "type", "deliveryAttemptTimestamp")));

        Assert.Equal(reason is { } known ? new Verdict(known, "acs") : null, receipt.Verdict);
        Assert.Equal("ann@example.net", receipt.Recipient);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("Click")]
    public void Read_AnEngagement_IsRead(string kind) =>
        Assert.Equal(
            MessageState.Read,
            Assert
                .Single(
                    Receipts(
                        $$$"""[{"id":"e2","EVENTTYPE":"microsoft.communication.emailengagementtrackingreportreceived","Data":{"MessageID":"{{{Given.Id()}}}","engagementType":"{{{kind}}}"} }]"""
                    )
                )
                .State
        );

    [Fact]
    public void Read_EventsOfOthers_AreIgnored() =>
        Assert.Empty(
            Receipts(
                """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"messageId":"950850f5-bcdf-4315-b77a-6447cf56fac9","status":"Delivered"} },{"id":"2"},3,null,[]]"""
            )
        );

    [Fact]
    public void Read_ABatch_IsLimitedTo5000()
    {
        Assert.Equal(
            5000,
            Receipts(
                $"[{string.Join(',', Enumerable.Repeat($$$"""{"id":"e","type":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"messageId":"{{{Given.Id()}}}","status":"Delivered"} }""", 5000))}]"
            ).Count
        );
        Assert.IsType<WebhookResult.Unreadable>(Read($"[{string.Join(',', Enumerable.Repeat("1", 5001))}]"));
        Assert.IsType<WebhookResult.Unreadable>(Read("[" + new string(' ', 1024 * 1024) + "]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("7")]
    public void Read_WhatIsNoEvent_IsUnreadable(string body) => Assert.IsType<WebhookResult.Unreadable>(Read(body));

    [Fact]
    public void Read_TheValidation_IsAnsweredWithItsCode()
    {
        var reply = Assert.IsType<WebhookResult.Reply>(
            Read("""[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"5A-\"x"} }]""")
        );

        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal("5A-\"x", System.Text.Json.JsonDocument.Parse(reply.Body).RootElement.GetProperty("validationResponse").GetString());
    }

    [Fact]
    public void Read_CloudEventsOptions_AllowsTheOrigin()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["webhook-request-origin"] = "eventgrid.azure.net",
        };

        var reply = Assert.IsType<WebhookResult.Reply>(
            new AcsWebhook().Read(Call("") with { Method = "OPTIONS", Headers = headers }, Account)
        );

        Assert.Equal("eventgrid.azure.net", reply.Headers["WebHook-Allowed-Origin"]);
        Assert.True(reply.Headers.ContainsKey("WebHook-Allowed-Rate"));
        Assert.IsType<WebhookResult.Unreadable>(new AcsWebhook().Read(Call("") with { Method = "OPTIONS" }, Account));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=")]
    [InlineData("?code=wrong")]
    [InlineData("?Code=not-a-real-secret%2B%26")]
    public void Read_WithoutTheSecret_IsForged(string query) =>
        Assert.IsType<WebhookResult.Unverified>(
            new AcsWebhook().Read(Call("[]") with { Url = new Uri("https://h.example.com/api/hooks/email/a1" + query) }, Account)
        );

    [Fact]
    public void Read_ForAnAccountWithoutASecret_IsForged() =>
        Assert.IsType<WebhookResult.Unverified>(
            new AcsWebhook().Read(Call("[]"), Given.Account("acs", ChannelKind.Email, new Dictionary<string, string>()))
        );

    [Property]
    public bool Read_AnyBytes_NeverThrows(byte[] noise, int place)
    {
        var body = Encoding.UTF8.GetBytes($"[{Event("Bounced", "type", "deliveryAttemptTimestamp")}]");
        var at = (int)((uint)place % (uint)body.Length);
        byte[] spoiled = [.. body[..at], .. noise, .. body[Math.Min(body.Length, at + noise.Length)..]];
        return new AcsWebhook().Read(Call("") with { Body = spoiled }, Account) is not WebhookResult.Unverified
            && new AcsWebhook().Read(Call("") with { Body = noise }, Account) is not WebhookResult.Unverified;
    }

    [Theory]
    [InlineData("""[{"\ud800":1,"id":"\ud800","eventType":"\udc00","data":{"messageId":"\ud800"} }]""")]
    [InlineData("""[{"id":1,"eventType":[],"data":"x"}]""")]
    public void Read_HalfASurrogate_IsIgnored(string body) => Assert.Empty(Receipts(body));

    private static string Event(string status, string type, string time) =>
        $$$"""
            {"id":"e1","{{{type}}}":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"ann@example.net","messageId":"{{{Given.Id()}}}",
             "status":"{{{status}}}","{{{time}}}":"{{{Given.Now:O}}}","deliveryStatusDetails":{"statusMessage":"box of ann@example.net full"} } }
            """;

    private static IReadOnlyList<Receipt> Receipts(string body) => Assert.IsType<WebhookResult.Receipts>(Read(body)).Items;

    private static WebhookResult Read(string body) => new AcsWebhook().Read(Call(body), Account);

    private static WebhookCall Call(string body) =>
        new(
            "POST",
            new Uri("https://h.example.com/api/hooks/email/a1?code=" + Uri.EscapeDataString(Secret)),
            new Dictionary<string, string>(),
            Encoding.UTF8.GetBytes(body),
            Given.Now
        );
}
