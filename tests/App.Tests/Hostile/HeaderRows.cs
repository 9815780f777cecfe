using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Headers: keys, media types, idempotency, and those that proxies write.</summary>
internal static class HeaderRows
{
    private const string Tasks = "/api/tasks";
    private const string Unauthorized = "unauthorized";
    private const string Media = "unsupportedMediaType";

    public static IEnumerable<Row> All =>
        [
            Get("no key", Tasks).As(null).Is(401, Unauthorized),
            Get("an empty key", Tasks).As("").Is(401, Unauthorized),
            Get("another key", Tasks).As("ctk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").Is(401, Unauthorized),
            Get("a key and more", Tasks).As("{key}x").Is(401, Unauthorized),
            Get("a key of 5,000 letters", Tasks).As(new string('a', 5_000)).Is(401, Unauthorized),
            Get("the platform's key", Tasks).As("{platformKey}").Is(401, Unauthorized),
            Get("the system's key", Tasks).As("{systemKey}").Is(401, Unauthorized),
            Get("two keys", Tasks).With("Authorization: Bearer {rival.key}").Is(401, Unauthorized),
            Get("two keys in one line", Tasks).As("{key}, Bearer {rival.key}").Is(401, Unauthorized),
            Get("another scheme", Tasks).As(null).With("Authorization: Basic e2tleX06").Is(401, Unauthorized),
            Get("a key without a scheme", Tasks).As(null).With("Authorization: {key}").Is(401, Unauthorized),
            Get("a key in the query", Tasks + "?api_key={key}").As(null).Is(401, Unauthorized),
            Get("a key of the Functions host", Tasks).As(null).With("x-functions-key: {systemKey}").Is(401, Unauthorized),
            Get("a key in a cookie", Tasks).As(null).With("Cookie: Authorization=Bearer {key}").Is(401, Unauthorized),
            Get("another address for this one", "/api/api-keys")
                .As("{viewer}")
                .With("X-Original-URL: /api/tasks", "X-Rewrite-URL: /api/tasks", "X-Forwarded-For: 127.0.0.1")
                .Is(403, "forbidden"),
            Post("another method for this one", "/api/api-keys", "{}")
                .As("{viewer}")
                .With("X-HTTP-Method-Override: GET")
                .Is(403, "forbidden"),
            Get("a header that never ends", Tasks).With($"X-Long: {new string('a', 20_000)}").Bare(431),
            Get("a hundred headers", Tasks).With([.. Enumerable.Range(0, 100).Select(n => $"X-{n}: 1")]).Bare(431),
            Get("NUL in a header", Tasks).With("X-Nul: a\0b").Bare(400),
            Get("a header without a name", Tasks).With(": a").Bare(400),
            Get("a header on two lines", Tasks).With("X-Fold: a\r\n b").Bare(400),
            Get("two hosts", Tasks).With("Host: campaigns.example", "Host: evil.example").Bare(400),
            Get("a host of a path", Tasks).With("Host: evil.example/api").Bare(400),
            Post("no media type", Tasks, Task()).Of((string?)null).Is(415, Media),
            Post("text", Tasks, Task()).Of("text/plain").Is(415, Media),
            Post("a form", Tasks, "name=a").Of("application/x-www-form-urlencoded").Is(415, Media),
            Post("parts", Tasks, Task()).Of("multipart/form-data; boundary=x").Is(415, Media),
            Post("almost JSON", Tasks, Task()).Of("application/jsonp").Is(415, Media),
            Post("JSON in UTF-16", Tasks, Task()).Of("application/json; charset=utf-16").Is(415, Media),
            Post("JSON in a charset of injection", Tasks, Task()).Of("application/json; charset=\"utf-8'\"").Is(415, Media),
            Post("two media types", Tasks, Task()).With("Content-Type: text/plain").Is(415, Media),
            Post("a media type of nonsense", Tasks, Task()).Of("json").Is(415, Media),
            Post("compressed", Tasks, Task()).With("Content-Encoding: gzip").Is(415, Media),
            Post("compressed twice", Tasks, Task()).With("Content-Encoding: identity, br").Is(415, Media),
            Post("an Idempotency-Key of 256 letters", Tasks, Task())
                .With($"Idempotency-Key: {new string('a', 256)}")
                .Names("Idempotency-Key"),
            Post("an empty Idempotency-Key", Tasks, Task()).With("Idempotency-Key:").Names("Idempotency-Key"),
            Post("an Idempotency-Key of a tab", Tasks, Task()).With("Idempotency-Key: a\tb").Names("Idempotency-Key"),
            Post("an Idempotency-Key of a bell", Tasks, Task()).With("Idempotency-Key: a\ab").Names("Idempotency-Key"),
            Post("an Idempotency-Key of another alphabet", Tasks, Task()).With("Idempotency-Key: \u00c3\u00bc").Names("Idempotency-Key"),
            Post("two Idempotency-Keys", Tasks, Task()).With("Idempotency-Key: a", "Idempotency-Key: b").Names("Idempotency-Key"),
            Post("an Idempotency-Key of a refusal", Tasks, "{}").With("Idempotency-Key: hostile-1").Names("creative"),
            Post("that key with another body", Tasks, Task()).With("Idempotency-Key: hostile-1").Is(422, "idempotencyMismatch"),
            Post("that key at another address", "/api/contacts", Contact())
                .With("Idempotency-Key: hostile-1")
                .Is(422, "idempotencyMismatch"),
            Post("that key with a query", Tasks + "?x=1", "{}").With("Idempotency-Key: hostile-1").Names("x"),
            Post("that key of another tenant", "/api/contacts", "{}").As("{rival.key}").With("Idempotency-Key: hostile-1").Names("id"),
            Post("that key without rights", "/api/contacts", Contact())
                .As("{viewer}")
                .With("Idempotency-Key: hostile-1")
                .Is(403, "forbidden"),
            Post("an Idempotency-Key of a filter", "/api/orders", "{}").With("Idempotency-Key: ' or PartitionKey ne '").Names("id"),
            Post("an Idempotency-Key of a row's key", "/api/audiences", "{}").With("Idempotency-Key: ../../a\\b#c?d%00").Names("name"),
        ];
}
