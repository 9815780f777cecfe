using System.Text;
using CampaignTasks.Channels.Smtp;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Channels.Tests.Smtp;

public sealed class SmtpWebhookContract : WebhookContract
{
    private protected override IWebhookReader Reader { get; } = new SmtpWebhook();

    private protected override ResolvedAccount Account { get; } =
        Given.Account("smtp", ChannelKind.Email, new Dictionary<string, string> { ["webhookSecret"] = Secret });

    private protected override string? From => null;

    private protected override WebhookCall Stop => Report(Given.Id(), MessageState.Failed);

    private protected override IReadOnlyList<MessageState> Reported => [MessageState.Sent, MessageState.Delivered, MessageState.Failed];

    [Theory]
    [InlineData("5.1.1", "smtp; 550 5.1.1 <ann@example.net> User unknown", SuppressionReason.HardBounce)]
    [InlineData("5.0.0", "smtp; 550-5.1.1 The account does not exist", SuppressionReason.HardBounce)]
    [InlineData("5.2.2", "smtp; 552 5.2.2 Mailbox full", null)]
    [InlineData("5.7.1", "smtp; 550 5.7.1 Spam", null)]
    [InlineData("5.0.0", "smtp; 550 No", null)]
    [InlineData("4.4.7", "smtp; 421 4.4.7 Expired", null)]
    public void Read_ABounce_IsAFailure_AndAVerdictWhereItSaysNever(string status, string diagnostic, SuppressionReason? reason)
    {
        var receipt = Assert.Single(Receipts(Read(Proven(Bounce(Given.Id(7), "failed", status, diagnostic)))));

        Assert.Equal((Given.Id(7), MessageState.Failed, reason), (receipt.Message, receipt.State, receipt.Verdict?.Reason));
        Assert.DoesNotContain("ann@example.net", receipt.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abuse", true)]
    [InlineData("not-spam", false)]
    [InlineData("auth-failure", false)]
    public void Read_AComplaint_IsAVerdict(string type, bool isComplaint)
    {
        var mail = $"""
            From: <fbl@isp.example>
            Content-Type: multipart/report; report-type=feedback-report; boundary="b1"
            MIME-Version: 1.0

            --b1
            Content-Type: text/plain

            A complaint.
            --b1
            Content-Type: message/feedback-report

            Feedback-Type: {type}
            User-Agent: Isp/1.0
            Version: 1

            --b1
            Content-Type: message/rfc822

            Message-ID: <{Given.Id(7)}@mail.example.com>
            Subject: Hi

            Hello
            --b1--
            """;

        var receipts = Receipts(Read(Proven(Mail(mail))));

        Assert.Equal(isComplaint ? [SuppressionReason.Complaint] : [], receipts.Select(receipt => receipt.Verdict!.Reason));
    }

    [Theory]
    [InlineData("delayed")]
    [InlineData("unheard-of")]
    public void Read_WhatIsNoResult_IsPassedOver(string action) =>
        Assert.Empty(Receipts(Read(Proven(Bounce(Given.Id(), action, "4.4.1", "smtp; 421 4.4.1 No answer")))));

    [Fact]
    public void Read_WhatAnybodyMayWrite_IsPassedOver() =>
        Assert.Empty(
            Assert
                .IsType<WebhookResult.Receipts>(Read(Proven(Mail($"From: <ann@example.net>\nIn-Reply-To: <{Given.Id()}@x>\n\nSTOP\n"))))
                .Items
        );

    [Fact]
    public void Read_ABounceOfAnotherMail_IsPassedOver() =>
        Assert.Empty(
            Receipts(
                Read(
                    Proven(
                        Encoding.UTF8.GetBytes(
                            Encoding
                                .UTF8.GetString(Bounce(Given.Id(), "failed", "5.1.1", "smtp; 550"))
                                .Replace(Given.Id().ToString(), Guid.Empty.ToString(), StringComparison.Ordinal)
                        )
                    )
                )
            )
        );

    [Fact]
    public void Read_ABounceThatQuotesNothing_FindsTheMessageByItsEnvelope()
    {
        var mail = $"""
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: message/delivery-status

            Original-Envelope-Id: {Given.Id(9)}@mail.example.com
            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; ann@example.net
            Action: failed
            Status: 5.1.1

            --b1--
            """;

        Assert.Equal(Given.Id(9), Assert.Single(Receipts(Read(Proven(Mail(mail))))).Message);
    }

    private protected override WebhookCall Forged(WebhookCall call) => Call(call.Body.ToArray(), $"?code={Secret[1..]}");

    private protected override WebhookCall Proven(byte[] body) => Call(body, $"?code={Secret}");

    private protected override WebhookCall Report(MessageId message, MessageState state) =>
        Proven(
            state switch
            {
                MessageState.Delivered => Bounce(message, "delivered", "2.1.5", "smtp; 250 2.1.5 Ok"),
                MessageState.Sent => Bounce(message, "relayed", "2.1.9", "smtp; 250 2.1.9 Relayed"),
                _ => Bounce(message, "failed", "5.1.1", "smtp; 550 5.1.1 User unknown"),
            }
        );

    // As Postfix writes it.
    private static byte[] Bounce(MessageId message, string action, string status, string diagnostic) =>
        Mail(
            $"""
            From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
            To: bounces@mail.example.com
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="4Q1.1767607230/mx.example.net"

            --4Q1.1767607230/mx.example.net
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            I'm sorry to have to inform you that your message could not be delivered.

            --4Q1.1767607230/mx.example.net
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net
            X-Postfix-Queue-ID: 4Q1
            Arrival-Date: Mon,  5 Jan 2026 10:20:30 +0000 (UTC)

            Final-Recipient: rfc822; ann@example.net
            Original-Recipient: rfc822;ann@example.net
            Action: {action}
            Status: {status}
            Remote-MTA: dns; mail.example.net
            Diagnostic-Code: {diagnostic}

            --4Q1.1767607230/mx.example.net
            Content-Description: Undelivered Message Headers
            Content-Type: text/rfc822-headers

            Message-ID: <{message}@mail.example.com>
            From: Contoso <no-reply@mail.example.com>
            To: ann@example.net
            Subject: Hi

            --4Q1.1767607230/mx.example.net--
            """
        );

    private static byte[] Mail(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
