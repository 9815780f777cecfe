using System.Security.Cryptography;
using System.Text;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Who pretends to be a messenger, and messengers that send nonsense.</summary>
internal static class ChatHookRows
{
    /// <summary>The secret of the webhooks of the site's accounts.</summary>
    public const string Secret = "hostile-secret-0123456789";

    private const string Token = $"X-Telegram-Bot-Api-Secret-Token: {Secret}";

    /// <summary>The chat accounts of the site: channel, provider, settings besides the webhook's secret.</summary>
    public static IReadOnlyList<(string Channel, string Provider, Dictionary<string, string> Settings)> Accounts { get; } =
    [
        ("telegram", "bot", new() { ["botToken"] = "1:not-a-real-token-not-a-real-token", ["webhookSecret"] = Secret }),
        (
            "vk",
            "community",
            new()
            {
                ["groupId"] = "123456",
                ["accessToken"] = "vk1.a.not-a-real-token",
                ["secretKey"] = "vksecret",
            }
        ),
        ("whatsapp", "cloud", Meta("phoneNumberId")),
        ("instagram", "graph", Meta("instagramId")),
        ("whatsapp", "gateway", new() { ["apiKey"] = "not-a-real-key" }),
        (
            "avito",
            "messenger",
            new()
            {
                ["userId"] = "94235311",
                ["clientId"] = "client",
                ["clientSecret"] = "not-a-real-secret",
            }
        ),
    ];

    private static readonly string Stop =
        """{"update_id":1,"message":{"message_id":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"STOP"}}""";

    public static IEnumerable<Row> All =>
        [
            .. Accounts.SelectMany(account => Forged(account.Provider)),
            Post("an update with another token", "{hook.bot}", Stop)
                .As(null)
                .With("X-Telegram-Bot-Api-Secret-Token: hostile-secret-0123456780")
                .Is(403, "forbidden"),
            Post("an update with an empty token", "{hook.bot}", Stop)
                .As(null)
                .With("X-Telegram-Bot-Api-Secret-Token:")
                .Is(403, "forbidden"),
            .. Strange("{hook.bot}", Token),
            Post("an update of bad UTF-8", "{hook.bot}")
                .As(null)
                .Of(Encoding.Latin1.GetBytes("{\"update_id\":\"\u00ff\"}"))
                .With(Token)
                .Is(400, "badRequest"),
            Post("a callback without the secret key", "{hook.community}", """{"type":"confirmation","group_id":123456}""")
                .As(null)
                .Is(403, "forbidden"),
            Post(
                    "a callback about another community",
                    "{hook.community}",
                    """{"type":"message_deny","group_id":1,"event_id":"e","secret":"vksecret","object":{"user_id":5}}"""
                )
                .As(null)
                .Is(400, "badRequest"),
            Post(
                    "a confirmation that nobody prepared",
                    "{hook.community}",
                    """{"type":"confirmation","group_id":123456,"secret":"vksecret"}"""
                )
                .As(null)
                .Is(400, "badRequest"),
            .. Strange("{hook.community}"),
            Get("a handshake with another token", "{hook.cloud}&hub.mode=subscribe&hub.verify_token=x&hub.challenge=1")
                .As(null)
                .Is(403, "forbidden"),
            Get(
                    "a handshake with a page for a challenge",
                    $"{{hook.graph}}&hub.mode=subscribe&hub.verify_token={Secret}&hub.challenge=%3Cscript%3E"
                )
                .As(null)
                .Is(400, "badRequest"),
            Signed("a signed status of no JSON", "{hook.cloud}", "delivered"),
            Signed("a signed status of a list", "{hook.cloud}", "[]"),
            Signed("a signed message cut off", "{hook.graph}", """{"entry":[{"""),
            Post("a status signed for another body", "{hook.cloud}", """{"entry":[] }""")
                .As(null)
                .With(Signature("""{"entry":[]}"""))
                .Is(403, "forbidden"),
            Post("a status signed with SHA-1", "{hook.cloud}", "{}").As(null).With("X-Hub-Signature: sha1=00").Is(403, "forbidden"),
            .. Strange("{hook.gateway}"),
            .. Strange("{hook.messenger}"),
        ];

    private static IEnumerable<Row> Forged(string provider) =>
        [
            Post($"a call without a proof ({provider})", $"{{bare.{provider}}}", Stop).As(null).Is(403, "forbidden"),
            Post($"a call with another proof ({provider})", $"{{bare.{provider}}}?code=hostile-secret-0123456780", Stop)
                .As(null)
                .Is(403, "forbidden"),
            Post($"a call on another channel ({provider})", $"{{other.{provider}}}", Stop).As(null).NotFound(),
            Get($"a call by GET ({provider})", $"{{bare.{provider}}}").As(null).Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Strange(string hook, params string[] headers) =>
        new[] { "", "STOP", "[{", "1", "[]", "null", new string('[', 100_000) }.Select(body =>
            Post($"a proven call of {(body.Length > 20 ? "brackets" : $"'{body}'")} to {hook}", hook, body)
                .As(null)
                .With(headers)
                .Is(400, "badRequest")
        );

    private static Row Signed(string trick, string hook, string body) =>
        Post(trick, hook, body).As(null).With(Signature(body)).Is(400, "badRequest");

    private static string Signature(string body) =>
        $"X-Hub-Signature-256: sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)))}";

    private static Dictionary<string, string> Meta(string id) =>
        new()
        {
            [id] = "106540352242922",
            ["accessToken"] = "EAA-not-a-real-token-0000",
            ["appSecret"] = Secret,
            ["webhookSecret"] = Secret,
        };
}
