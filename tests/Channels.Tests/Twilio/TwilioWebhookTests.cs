using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Twilio;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using FsCheck.Xunit;

namespace CampaignTasks.Channels.Tests.Twilio;

public sealed class TwilioWebhookTests
{
    private const string Token = "12345";
    private const string Address = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    private const string Json = "{\"property\": \"value\", \"boolean\": true}";
    private const string JsonHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private static readonly ResolvedAccount Account = Given.Account(
        "twilio",
        ChannelKind.Sms,
        new Dictionary<string, string> { ["authToken"] = Token }
    );

    [Theory]
    [InlineData(Address, Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Address, Form, "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", Form, "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", Form, "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData(Address, "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234", "IK+Dwps556ElfBT0I3Rgjkr1wJU=")]
    [InlineData(Address + "&bodySHA256=" + JsonHash, Json, "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + JsonHash, Json, "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void Signature_OfAPublishedVector_IsGenuineAndBoundToEveryPart(string address, string body, string signature)
    {
        Assert.True(TwilioSignature.IsGenuine(Call(address, body, signature), Token));
        Assert.False(TwilioSignature.IsGenuine(Call(address, body, signature), Token + "6"));
        Assert.False(TwilioSignature.IsGenuine(Call(address, body + "0", signature), Token));
        Assert.False(TwilioSignature.IsGenuine(Call(address + "0", body, signature), Token));
        Assert.False(TwilioSignature.IsGenuine(Call(address, body, signature[..^1]), Token));
        Assert.False(TwilioSignature.IsGenuine(Call(address, body, ""), Token));
    }

    [Theory]
    [InlineData("https://h.example.com/x?bodySHA256")]
    [InlineData("https://h.example.com/x?bodySHA256=")]
    [InlineData("https://h.example.com/%zz?a=%&b#c")]
    [InlineData("https://127.1:8443?x")]
    public void Signature_OfAnAddressThatAnybodyMaySend_IsNone(string address) =>
        Assert.False(TwilioSignature.IsGenuine(Call(address, Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), Token));

    [Theory]
    [InlineData("queued", MessageState.Sent)]
    [InlineData("sent", MessageState.Sent)]
    [InlineData("DELIVERED", MessageState.Delivered)]
    [InlineData("read", MessageState.Read)]
    [InlineData("undelivered", MessageState.Failed)]
    public void Read_AStatusCallback_IsOneReceipt(string status, MessageState state)
    {
        var receipts = Assert.IsType<WebhookResult.Receipts>(Read($"MessageSid=SM1&MessageStatus={status}&To=%2B1555")).Items;

        var receipt = Assert.Single(receipts);
        Assert.Equal((Given.Id(), state, "SM1"), (receipt.Message, receipt.State, receipt.ProviderId));
    }

    [Fact]
    public void Read_AFailure_GivesTheCode() =>
        Assert.Equal(
            "30003",
            Assert.Single(Assert.IsType<WebhookResult.Receipts>(Read("MessageSid=SM1&MessageStatus=failed&ErrorCode=30003")).Items).Reason
        );

    [Theory]
    [InlineData("failed", "21610", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("undelivered", "30005", SuppressionReason.InvalidAddress)]
    [InlineData("undelivered", "30006", SuppressionReason.InvalidAddress)]
    [InlineData("undelivered", "30003", null)]
    [InlineData("undelivered", "30004", null)]
    [InlineData("undelivered", "30007", null)]
    [InlineData("undelivered", "30008", null)]
    [InlineData("delivered", "30005", null)]
    [InlineData("failed", "", null)]
    public void Failure_ThatSaysNever_IsAVerdict_AndATemporaryOneIsNot(string status, string code, SuppressionReason? reason)
    {
        var receipt = Assert.Single(
            Assert
                .IsType<WebhookResult.Receipts>(Read($"MessageSid=SM1&MessageStatus={status}&ErrorCode={code}&To=whatsapp%3A%2B1555"))
                .Items
        );

        Assert.Equal(reason is { } known ? new Verdict(known, $"twilio {code}") : null, receipt.Verdict);
        Assert.Equal("+1555", receipt.Recipient);
    }

    [Theory]
    [InlineData("STOP", Keyword.OptOut)]
    [InlineData("stop", Keyword.OptOut)]
    [InlineData("START", Keyword.OptIn)]
    [InlineData("HELP", Keyword.Help)]
    [InlineData("PAUSE", null)]
    public void Inbound_WithTwiliosOptOutType_SaysWhatTwilioDecided(string type, Keyword? keyword)
    {
        var inbound = Read($"MessageSid=SM7&From=whatsapp%3A%2B15551234567&Body=adios&OptOutType={type}", "https://h.example.com/x");

        Assert.Equal(new WebhookResult.Inbound("+15551234567", "adios", "SM7", keyword), inbound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MessageSid=&")]
    [InlineData("MessageSid=SM%2F..%2F1&")]
    public void Inbound_WithoutAUsableSid_HasAnIdOfItsOwn_TheSameWhenItIsRepeated(string sid)
    {
        const string hook = "https://h.example.com/x";
        string IdOf(string body) => Assert.IsType<WebhookResult.Inbound>(Read(body, hook)).MessageId;

        Assert.Equal(IdOf($"{sid}From=%2B15551234567&Body=START"), IdOf($"{sid}From=%2B15551234567&Body=START"));
        Assert.NotEqual(IdOf($"{sid}From=%2B15551234567&Body=START"), IdOf($"{sid}From=%2B15551234567&Body=STOP"));
    }

    [Fact]
    public void Inbound_WithoutWords_CountsByTwiliosOptOutType()
    {
        const string hook = "https://h.example.com/x";

        Assert.Equal(
            new WebhookResult.Inbound("+15551234567", "", "SM8", Keyword.OptOut),
            Read("MessageSid=SM8&From=%2B15551234567&Body=&OptOutType=STOP", hook)
        );
        Assert.IsType<WebhookResult.Receipts>(Read("MessageSid=SM8&From=%2B15551234567&Body=", hook));
    }

    [Theory]
    [InlineData("MessageSid=SM1&SmsStatus=received&Body=STOP")]
    [InlineData("MessageSid=SM1&MessageStatus=somethingNew")]
    [InlineData("")]
    public void Read_WhatIsNoStatus_HasNoReceipts(string form) => Assert.Empty(Assert.IsType<WebhookResult.Receipts>(Read(form)).Items);

    [Fact]
    public void Read_AnAddressWithoutOurMessage_HasNoReceipts() =>
        Assert.Empty(
            Assert
                .IsType<WebhookResult.Receipts>(
                    Read("MessageSid=SM1&MessageStatus=delivered", "https://h.example.com/x?m=8540c0de899f5cceacb53ec493af3800")
                )
                .Items
        );

    [Fact]
    public void Read_WithoutASignatureOrToken_IsForged()
    {
        var unsigned = new WebhookCall("POST", new Uri(Address), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(Form), Given.Now);
        var tokenless = Given.Account("twilio", ChannelKind.Sms, new Dictionary<string, string>());

        Assert.IsType<WebhookResult.Unverified>(new TwilioWebhook().Read(unsigned, Account));
        Assert.IsType<WebhookResult.Unverified>(new TwilioWebhook().Read(Call(Address, Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), tokenless));
    }

    [Property]
    public bool Read_AnythingSigned_NeverThrows(byte[] body)
    {
        const string address = "https://h.example.com/x?m=1";
        var signed = Call(address, "", "x") with { Body = body };
        return new TwilioWebhook().Read(signed, Account) is WebhookResult.Unverified
            && Read(Encoding.Latin1.GetString(body)) is WebhookResult.Receipts or WebhookResult.Unverified;
    }

    private static WebhookResult Read(string form, string? address = null)
    {
        address ??= $"https://h.example.com/api/hooks/sms/a1?m={Given.Id().ToGuid():N}";
        var pairs = Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form)
            .SelectMany(pair => pair.Value.Distinct().Order(StringComparer.Ordinal), (pair, value) => (pair.Key, Value: value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
#pragma warning disable CA5350 // The provider's own scheme.
        var signature = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(Token),
            Encoding.UTF8.GetBytes(address + string.Concat(pairs.Select(pair => pair.Key + pair.Value)))
        );
#pragma warning restore CA5350
        return new TwilioWebhook().Read(Call(address, form, Convert.ToBase64String(signature)), Account);
    }

    private static WebhookCall Call(string address, string body, string signature) =>
        new(
            "POST",
            new Uri(address),
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-twilio-signature"] = signature },
            Encoding.UTF8.GetBytes(body),
            Given.Now
        );
}
