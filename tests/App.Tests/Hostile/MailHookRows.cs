using System.Text;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Who pretends to be a mail server or SendGrid, and mails and events that are nonsense.</summary>
internal static class MailHookRows
{
    private const string Secret = ChatHookRows.Secret;

    private const string Bounce = """
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; ann@example.net
        Action: failed
        Status: 5.1.1

        """;

    private static readonly string Events =
        """[{"event":"bounce","type":"bounce","email":"ann@example.net","campaignTasksMessage":"00000000-0000-8000-8000-000000000000"}]""";

    /// <summary>The mail accounts of the site: channel, provider, settings.</summary>
    public static IReadOnlyList<(string Channel, string Provider, Dictionary<string, string> Settings)> Accounts { get; } =
    [
        (
            "email",
            "smtp",
            new()
            {
                ["host"] = "127.0.0.1",
                ["port"] = "9",
                ["security"] = "none",
                ["senderAddress"] = "no-reply@contoso.example",
                ["webhookSecret"] = Secret,
            }
        ),
        (
            "email",
            "sendgrid",
            new()
            {
                ["apiKey"] = "SG.not-a-real-key",
                ["senderAddress"] = "no-reply@contoso.example",
                // The browser's in RFC 8291.
                ["webhookPublicKey"] =
                    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJXGyvs3942BVGq8e0PTNNmwRzr5V"
                    + "X4m8t7GGpTM5FzFo7OLr4BhZe9MEebhuPI+OztV3ylkYfpJGmQ22ggCLDg==",
                ["baseUrl"] = "http://127.0.0.1:9",
            }
        ),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Accounts.SelectMany(account => Forged(account.Provider)),
            Post("a bounce that is cut off", "{hook.smtp}", Bounce).As(null).Is(400, "badRequest"),
            Post("a bounce of bad octets", "{hook.smtp}")
                .As(null)
                .Of(Encoding.Latin1.GetBytes("Content-Type: multipart/report; boundary=\u00ff\n\n--\u00ff\n"))
                .Is(400, "badRequest"),
            Post("a bounce of another secret", "{bare.smtp}?code=hostile-secret-0123456780", Bounce).As(null).Is(403, "forbidden"),
            Post("events with the code alone", "{hook.sendgrid}", Events).As(null).Is(403, "forbidden"),
            Post("events with a signature of no octets", "{hook.sendgrid}", Events)
                .As(null)
                .With("X-Twilio-Email-Event-Webhook-Signature: %%", "X-Twilio-Email-Event-Webhook-Timestamp: 1")
                .Is(403, "forbidden"),
            Post("events with another's signature", "{hook.sendgrid}", Events)
                .As(null)
                .With("X-Twilio-Email-Event-Webhook-Signature: MAYCAQECAQE=", "X-Twilio-Email-Event-Webhook-Timestamp: 1")
                .Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Forged(string provider) =>
        [
            Post($"a call without a proof ({provider})", $"{{bare.{provider}}}", Bounce).As(null).Is(403, "forbidden"),
            Post($"a call on another channel ({provider})", $"{{other.{provider}}}", Bounce).As(null).NotFound(),
            Get($"a call by GET ({provider})", $"{{bare.{provider}}}").As(null).Is(403, "forbidden"),
        ];
}
