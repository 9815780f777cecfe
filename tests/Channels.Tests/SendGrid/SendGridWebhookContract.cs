using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.SendGrid;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Keywords;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Tests.SendGrid;

public sealed class SendGridWebhookContract : WebhookContract, IDisposable
{
    private const string Signature = "X-Twilio-Email-Event-Webhook-Signature";
    private const string Timestamp = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const string At = "1767608430";

    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private protected override IWebhookReader Reader { get; } = new SendGridWebhook();

    private protected override ResolvedAccount Account =>
        Given.Account(
            "sendgrid",
            ChannelKind.Email,
            new Dictionary<string, string>
            {
                ["webhookPublicKey"] = Convert.ToBase64String(_signer.ExportSubjectPublicKeyInfo()),
                ["webhookSecret"] = Secret,
            }
        );

    private protected override string? From => null;

    private protected override WebhookCall Stop => Report(Given.Id(), MessageState.Failed);

    private protected override IReadOnlyList<MessageState> Reported =>
        [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(
        "\"event\":\"bounce\",\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 ann@example.net unknown\"",
        SuppressionReason.HardBounce
    )]
    [InlineData("\"event\":\"bounce\",\"type\":\"blocked\",\"status\":\"5.7.1\",\"reason\":\"550 spam\"", null)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Bounced Address\"", SuppressionReason.ProviderSuppressed)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Unsubscribed Address\"", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Spam Reporting Address\"", SuppressionReason.Complaint)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Invalid\"", SuppressionReason.InvalidAddress)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Spam Content\"", null)]
    public void Read_AFailure_IsAVerdictWhereItSaysNever(string fields, SuppressionReason? reason)
    {
        var receipt = Assert.Single(Receipts(Read(Proven(Event(fields)))));

        Assert.Equal((MessageState.Failed, reason), (receipt.State, receipt.Verdict?.Reason));
        Assert.DoesNotContain("ann@example.net", receipt.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AComplaint_IsAVerdictOnWhatWasDelivered()
    {
        var receipt = Assert.Single(Receipts(Read(Proven(Event("\"event\":\"spamreport\"")))));

        Assert.Equal((MessageState.Delivered, SuppressionReason.Complaint), (receipt.State, receipt.Verdict!.Reason));
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("group_unsubscribe")]
    public void Read_AnUnsubscription_IsAnOptOut(string name)
    {
        var inbound = Assert.Single(Inbound(Read(Proven(Event($"\"event\":\"{name}\"")))));

        Assert.Equal(("ann@example.net", Keyword.OptOut), (inbound.From, inbound.Keyword));
    }

    [Fact]
    public void Read_AnOpenByAMachine_IsNoReading() =>
        Assert.Equal(
            MessageState.Delivered,
            Assert.Single(Receipts(Read(Proven(Event("\"event\":\"open\",\"sg_machine_open\":true"))))).State
        );

    [Theory]
    [InlineData("\"event\":\"deferred\"")]
    [InlineData("\"event\":\"unheard-of\"")]
    [InlineData("\"event\":1")]
    public void Read_WhatIsNoResult_IsPassedOver(string fields) => Assert.Empty(Receipts(Read(Proven(Event(fields)))));

    [Fact]
    public void Read_ASignatureOfAnotherTime_IsUnverified()
    {
        var call = Report(Given.Id(), MessageState.Delivered);

        var replayed = Call(call.Body.ToArray(), "", (Signature, call.Headers[Signature]), (Timestamp, "1767608431"));

        Assert.IsType<WebhookResult.Unverified>(Read(replayed));
    }

    private protected override WebhookCall Forged(WebhookCall call)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Signed(call.Body.ToArray(), other);
    }

    private protected override WebhookCall Proven(byte[] body) => Signed(body, _signer);

    private protected override WebhookCall Report(MessageId message, MessageState state) =>
        Proven(
            Event(
                state switch
                {
                    MessageState.Sent => "\"event\":\"processed\"",
                    MessageState.Delivered => "\"event\":\"delivered\",\"response\":\"250 OK\"",
                    MessageState.Read => "\"event\":\"open\"",
                    _ => "\"event\":\"bounce\",\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 unknown\"",
                },
                message
            )
        );

    private static byte[] Event(string fields, MessageId? message = null) =>
        Encoding.UTF8.GetBytes(
            $$"""
            [{"email":"ann@example.net","timestamp":1767608400,"sg_event_id":"ev-1","sg_message_id":"mid-1.filter",
              "campaignTasksMessage":"{{message ?? Given.Id()}}",{{fields}}}]
            """
        );

    private static WebhookCall Signed(byte[] body, ECDsa signer) =>
        Call(
            body,
            "",
            (Timestamp, At),
            (
                Signature,
                Convert.ToBase64String(
                    signer.SignData(
                        [.. Encoding.UTF8.GetBytes(At), .. body],
                        HashAlgorithmName.SHA256,
                        DSASignatureFormat.Rfc3279DerSequence
                    )
                )
            )
        );
}
