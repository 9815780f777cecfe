using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Paths, methods and framing. What is no HTTP at all the server itself refuses, without a body.</summary>
internal static class WireRows
{
    public static IEnumerable<Row> All =>
        [
            Get("two slashes first", "//api/tasks").NotFound(),
            Get("two slashes inside", "/api//tasks").NotFound(),
            Get("an escaped slash", "/api%2ftasks").NotFound(),
            Get("a backslash", "/api%5ctasks").NotFound(),
            Get("a path up and out", "/api/tasks/../../etc/passwd").NotFound(),
            Get("an escaped path up", "/api/tasks/%2e%2e/%2e%2e/etc/passwd").NotFound(),
            Get("an escaped path up, escaped slashes", "/api/tasks/..%2f..%2fetc%2fpasswd").NotFound(),
            Get("another version", "/api/v2/tasks").NotFound(),
            Get("a suffix", "/api/tasks.json").NotFound(),
            Get("a matrix parameter", "/api/tasks;admin=true").NotFound(),
            Get("the host's own pages", "/admin/host/status").NotFound(),
            Get("files of the app", "/appsettings.json").NotFound(),
            Get("the sources' history", "/.git/config").NotFound(),
            Post("a timer function's name", "/Watchdog", "{}").NotFound(),
            Post("an activity's name", "/SendPages", "{\"Data\":{},\"Metadata\":{}}").NotFound(),
            Post("an orchestrator's name", "/CampaignTaskOrchestrator", "{}").NotFound(),
            Get("NUL in the path", "/api/contacts/a%00b").Bare(400),
            Get("a raw byte in the path", "/api/contacts/\u00ff").Bare(400),
            Get("a blank in the path", "/api/contacts/a b").Bare(400),
            Get("another host in the target", "http://evil.example/api/tasks").Bare(400),
            Get("a line that never ends", $"/api/tasks?name={new string('a', 9_000)}").Bare(414),
            new Row("a tunnel", "CONNECT", "campaigns.example:443").Bare(400),
            new Row("a method of the past", "TRACE", "/api/tasks").Is(405, "methodNotAllowed"),
            new Row("a method made up", "PURGE", "/api/tasks").Is(405, "methodNotAllowed"),
            Get("a query of what is not there", "/api/nothing?x=1").NotFound(),
            new Row("a query of a method it has not", "PUT", "/api/tasks?x=1", "{}"u8.ToArray()).Is(405, "methodNotAllowed"),
            new Row("a tasks' PUT", "PUT", "/api/tasks", "{}"u8.ToArray()).Is(405, "methodNotAllowed"),
            new Row("a DELETE of all", "DELETE", "/api/contacts").Is(405, "methodNotAllowed"),
            new Row("a PATCH of a product", "PATCH", "/api/products/p", "{}"u8.ToArray()).Is(405, "methodNotAllowed"),
            new Row("a PUT of health", "PUT", "/api/health").Is(405, "methodNotAllowed"),
            new Row("a POST to the API's document", "POST", "/api/openapi.json", "{}"u8.ToArray()).Is(405, "methodNotAllowed"),
            new Row("a question of another site's browser", "OPTIONS", "/api/tasks")
            {
                Headers = ["Origin: https://evil.example", "Access-Control-Request-Method: POST"],
            }.Is(405, "methodNotAllowed"),
            Post("10 MB announced", "/api/tasks") with
            {
                Length = 10_000_000,
                Status = 413,
                Code = "tooLarge",
            },
            Post("2 MB announced", "/api/contacts") with
            {
                Length = 2_000_000,
                Status = 413,
                Code = "tooLarge",
            },
            Post("a terabyte announced", "/api/tasks") with
            {
                Length = 1_000_000_000_000,
                Status = 413,
                Code = "tooLarge",
            },
            (Post("10 MB in one chunk", "/api/tasks").Of(Chunk(10_000_000)) with { Length = -1, Status = 413, Code = "tooLarge" }).With(
                "Transfer-Encoding: chunked"
            ),
            (Post("2 MB in one chunk", "/api/orders").Of(Chunk(2_000_000)) with { Length = -1, Status = 413, Code = "tooLarge" }).With(
                "Transfer-Encoding: chunked"
            ),
            (Post("a chunk of no size", "/api/tasks").Of("zz\r\n{}\r\n0\r\n\r\n"u8.ToArray()) with { Length = -1 })
                .With("Transfer-Encoding: chunked")
                .Is(400, "badRequest"),
            (Post("a chunk of minus one", "/api/tasks").Of("-1\r\n{}\r\n0\r\n\r\n"u8.ToArray()) with { Length = -1 })
                .With("Transfer-Encoding: chunked")
                .Is(400, "badRequest"),
            (Post("a chunk beyond numbers", "/api/tasks").Of("FFFFFFFFFFFFFFFFF\r\n{}"u8.ToArray()) with { Length = -1 })
                .With("Transfer-Encoding: chunked")
                .Is(400, "badRequest"),
            (Post("chunks without end", "/api/tasks").Of("1\r\n{\r\n"u8.ToArray()) with { Length = -1 })
                .With("Transfer-Encoding: chunked")
                .Is(408, "tooSlow"),
            Post("a length and chunks", "/api/tasks")
                .Of("0\r\n\r\n"u8.ToArray())
                .With("Transfer-Encoding: chunked")
                .Is(400, "malformedJson"),
            (Post("a coding nobody knows", "/api/tasks", "{}") with { Length = -1 }).With("Transfer-Encoding: gzip").Bare(400),
            Post("two lengths", "/api/tasks", "{}").With("Content-Length: 3").Bare(400),
            (Post("a length of minus one", "/api/tasks", "{}") with { Length = -1 }).With("Content-Length: -1").Bare(400),
            (Post("a length in letters", "/api/tasks", "{}") with { Length = -1 }).With("Content-Length: two").Bare(400),
            (Post("no length at all", "/api/tasks", Task()) with { Length = -1 }).Is(400, "malformedJson"),
        ];

    private static byte[] Chunk(int bytes) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"{bytes:X}\r\n"), .. new byte[bytes].AsSpan(), .. "\r\n0\r\n\r\n"u8];
}
