using System.Text;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Channels.Tests.Contract;

/// <summary>What holds for every reader of webhook calls: forged, damaged and strange calls record nothing.</summary>
public abstract class WebhookContract
{
    private protected const string Secret = "webhook-secret-0123456789";

    private protected abstract IWebhookReader Reader { get; }

    private protected abstract ResolvedAccount Account { get; }

    /// <summary>A genuine call: one in which a person wrote <c>STOP</c>, or any other where the provider passes on no words.</summary>
    private protected abstract WebhookCall Stop { get; }

    /// <summary>The address of that person; null where the provider passes on no words.</summary>
    private protected abstract string? From { get; }

    /// <summary>The states that the provider reports.</summary>
    private protected virtual IReadOnlyList<MessageState> Reported => [];

    /// <summary>The states that the provider reports by its own ids.</summary>
    private protected virtual IReadOnlyList<MessageState> OwnReported => [];

    [Fact]
    public void Read_WhatAPersonWrote_TellsWhoAndWhat()
    {
        if (From is null)
        {
            Assert.Empty(Inbound(Read(Stop)));
            return;
        }

        var inbound = Assert.Single(Inbound(Read(Stop)));

        Assert.Equal((From, "STOP"), (inbound.From, inbound.Text));
        Assert.NotEmpty(inbound.MessageId);
        Assert.DoesNotContain(From.TrimStart('+'), inbound.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TheSameCallAgain_TellsTheSame() => Assert.Equal(Inbound(Read(Stop)), Inbound(Read(Stop)));

    [Fact]
    public void Read_WithoutProof_IsUnverified() => Assert.IsType<WebhookResult.Unverified>(Read(Forged(Stop)));

    [Fact]
    public void Read_ForAnAccountWithoutSecrets_IsUnverified()
    {
        var bare = Account with
        {
            Account = Account.Account with { Settings = new Dictionary<string, string>() },
            Secrets = new Dictionary<string, string>(),
        };

        Assert.IsType<WebhookResult.Unverified>(Reader.Read(Stop, bare));
    }

    [Fact]
    public void Read_ADamagedBody_RecordsNothing()
    {
        for (var length = 0; length < Stop.Body.Length; length++)
        {
            AssertNothing(Read(Proven(Stop.Body[..length].ToArray())));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"message\":{\"chat\":1,\"from\":\"x\"},\"entry\":[1,{\"changes\":{}}],\"payload\":[],\"object\":null,\"type\":2}")]
    [InlineData("{\"update_id\":1e99,\"group_id\":\"\\ud800\",\"event\":\"message\",\"payload\":{\"from\":\"\\ud800\"}}")]
    public void Read_StrangeBodies_RecordNothing(string body) => AssertNothing(Read(Proven(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void Read_ADeepBody_RecordsNothing() => AssertNothing(Read(Proven(Encoding.UTF8.GetBytes(new string('[', 100_000)))));

    [Fact]
    public void Read_AnOversizedBody_RecordsNothing() => AssertNothing(Read(Proven(new byte[2 * 1024 * 1024])));

    [Property(MaxTest = 200)]
    public void Read_AnyBytes_NeverThrows(byte[] body)
    {
        AssertNothing(Read(Proven(body)));
        Assert.IsType<WebhookResult.Unverified>(Read(Forged(Stop with { Body = body })));
    }

    [Fact]
    public void Read_EveryReport_InAnyOrder_TellsTheSameStates()
    {
        foreach (var state in Reported.Concat(Reported.Reverse()))
        {
            var receipt = Assert.Single(Receipts(Read(Report(Given.Id(3), state))));
            Assert.Equal((Given.Id(3), state), (receipt.Message, receipt.State));
            Assert.Equal(state is MessageState.Failed, receipt.Reason is not null);
            Assert.Empty(Receipts(Read(Forged(Report(Given.Id(3), state)))));
        }
    }

    [Fact]
    public void Read_EveryReportByTheProvidersId_InAnyOrder_TellsTheSameStates()
    {
        foreach (var state in OwnReported.Concat(OwnReported.Reverse()))
        {
            var receipt = Assert.Single(OwnReceipts(Read(OwnReport("4711", state))));
            Assert.Equal(("4711", state, Given.Now), (receipt.ProviderId, receipt.State, receipt.At));
            Assert.Equal(state is MessageState.Failed, receipt.Reason is not null);
            Assert.Empty(OwnReceipts(Read(Forged(OwnReport("4711", state)))));
        }
    }

    /// <summary>Takes the proof from a call.</summary>
    private protected abstract WebhookCall Forged(WebhookCall call);

    /// <summary>Makes a genuine call with any body.</summary>
    private protected abstract WebhookCall Proven(byte[] body);

    /// <summary>Makes a genuine report.</summary>
    private protected virtual WebhookCall Report(MessageId message, MessageState state) => throw new NotSupportedException();

    /// <summary>Makes a genuine report by the provider's id.</summary>
    private protected virtual WebhookCall OwnReport(string id, MessageState state) => throw new NotSupportedException();

    private protected WebhookResult Read(WebhookCall call) => Reader.Read(call, Account);

    private protected static WebhookCall Call(byte[] body, string query = "", params (string Name, string Value)[] headers) =>
        new(
            "POST",
            new Uri($"https://tasks.example.com/api/hooks/x/a1{query}"),
            headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            body,
            Given.Now
        );

    private protected static IReadOnlyList<WebhookResult.Inbound> Inbound(WebhookResult result) =>
        [.. Parts(result).OfType<WebhookResult.Inbound>()];

    private protected static IReadOnlyList<Receipt> Receipts(WebhookResult result) =>
        [.. Parts(result).OfType<WebhookResult.Receipts>().SelectMany(receipts => receipts.Items)];

    private protected static IReadOnlyList<WebhookResult.OwnReceipt> OwnReceipts(WebhookResult result) =>
        [.. Parts(result).OfType<WebhookResult.OwnReceipt>()];

    private static IEnumerable<WebhookResult> Parts(WebhookResult result) =>
        result is WebhookResult.Several several ? several.Items : [result];

    private static void AssertNothing(WebhookResult result)
    {
        Assert.Empty(Inbound(result));
        Assert.Empty(Receipts(result));
        Assert.Empty(OwnReceipts(result));
    }
}
