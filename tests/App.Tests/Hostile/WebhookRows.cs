using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Webhooks that cannot be, lead where nothing may go, or are somebody else's.</summary>
internal static class WebhookRows
{
    private const string Path = "/api/webhooks";
    private const string One = "/api/webhooks/{webhook}";
    private const string Rival = "/api/webhooks/{rival.webhook}";
    private const string Nobody = "01arz3ndektsv4rrffq69g5fav";

    public static IEnumerable<Row> All =>
        [
            Post("nothing given", Path, "{}").Names("url"),
            To("an address that is a word", "shop"),
            To("an address that is a path", "/hooks"),
            To("an address of another kind", "ftp://shop.example/"),
            To("an address of a file", "file:///etc/passwd"),
            To("an address with a password", "https://a:b@shop.example/"),
            To("an address with a fragment", "https://shop.example/#x"),
            To("an address without TLS", "http://shop.example/"),
            To("the metadata of the cloud", "https://169.254.169.254/latest"),
            To("the metadata of the cloud, in decimal", "https://2852039166/"),
            To("a private network", "https://10.0.0.1/"),
            To("a private network in IPv6", "https://[fd00::1]/"),
            To("a private network behind IPv6", "https://[::ffff:10.0.0.1]/"),
            Post("an address that is a number", Path, """{"url":1,"events":["task.failed"]}""").Names("url"),
            Post(
                    "an address of 2,001 letters",
                    Path,
                    $$"""{"url":"https://a.example/{{new string('a', 2001)}}","events":["task.failed"]}"""
                )
                .Names("url"),
            Events("no events", "[]", "events"),
            Events("events that are a word", "\"task.failed\"", "events"),
            Events("an event that is null", "[null]", "events[0]"),
            Events("an event nobody knows", """["task.exploded"]""", "events[0]"),
            Events("an event in capitals", """["TASK.FAILED"]""", "events[0]"),
            Events("the test as an event", """["webhook.ping"]""", "events[0]"),
            Events("10,000 events", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 10_000))}]", "events[0]"),
            Post("a secret of its own", Path, """{"url":"https://a.example","events":["task.failed"],"secret":"whsec_x"}""")
                .Names("secret"),
            Post("an operator's", Path, "{}").As("{viewer}").Is(403, "forbidden"),
            Post("nobody's", Path, "{}").As(null).Is(401, "unauthorized"),
            Post("no JSON", Path, "url=a").Malformed(),
            Patch("an address without TLS for an old one", One, """{"url":"http://shop.example/"}""").Names("url"),
            Patch("an address that is null", One, """{"url":null}""").Names("url"),
            Patch("events that are null", One, """{"events":null}""").Names("events"),
            Patch("a status nobody knows", One, """{"status":"asleep"}""").Names("status"),
            Patch("a status that is null", One, """{"status":null}""").Names("status"),
            Patch("a change of an old version", One, """{"status":"active"}""").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Patch("a reader's change", One, """{"status":"active"}""").As("{viewer}").Is(403, "forbidden"),
            Delete("a reader's deletion", One).As("{viewer}").Is(403, "forbidden"),
            Get("another tenant's", Rival).NotFound(),
            Patch("another tenant's change", Rival, """{"status":"disabled"}""").NotFound(),
            Delete("another tenant's deletion", Rival).NotFound(),
            Post("another tenant's new secret", $"{Rival}/rotate-secret").NotFound(),
            Post("another tenant's test", $"{Rival}/test").NotFound(),
            Get("another tenant's deliveries", $"{Rival}/deliveries").NotFound(),
            Post("another tenant's delivery again", $"{Rival}/deliveries/{Nobody}/redeliver").NotFound(),
            Post("a delivery of nobody again", $"{One}/deliveries/{Nobody}/redeliver").NotFound(),
            Post("a delivery that is a path again", $"{One}/deliveries/..%2F..%2Fx/redeliver").NotFound(),
            Post("a reader's new secret", $"{One}/rotate-secret").As("{viewer}").Is(403, "forbidden"),
            Post("a reader's test", $"{One}/test").As("{viewer}").Is(403, "forbidden"),
            Post("a test with a body", $"{One}/test", """{"type":"task.failed"}""").Names("$"),
            Get("types of events of nobody", "/api/webhooks/events").As(null).Is(401, "unauthorized"),
            Get("types of events with a question", "/api/webhooks/events?type=task").Names("type"),
            Get("deliveries of a status nobody knows", $"{One}/deliveries?status=lost").Names("status"),
        ];

    private static Row To(string trick, string url) => Post(trick, Path, $$"""{"url":"{{url}}","events":["task.failed"]}""").Names("url");

    private static Row Events(string trick, string events, string field) =>
        Post(trick, Path, $$"""{"url":"https://a.example","events":{{events}}}""").Names(field);
}
