using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Tasks that cannot be, and moves that they do not make.</summary>
internal static class TaskRows
{
    private const string Tasks = "/api/tasks";
    private const string Nobody = "01arz3ndektsv4rrffq69g5fav";

    public static IEnumerable<Row> All =>
        [
            .. Created,
            .. Changed,
            .. new[] { "start", "pause", "resume", "stop", "cancel" }.SelectMany(Moves),
            .. Reviewed,
            .. Tested,
            Post("copy of nothing", $"/api/tasks/{Nobody}/copy").NotFound(),
            Post("copy of another tenant's", "/api/tasks/{rival.task}/copy").NotFound(),
            Post("copy with a name", "/api/tasks/{task}/copy", "{\"name\":\"b\"}").Names("$"),
            Post("resume with an unknown rule", "/api/tasks/{draft}/resume", "{\"overdue\":\"forget\"}").Names("overdue"),
            Get("another tenant's task", "/api/tasks/{rival.task}").NotFound(),
            Get("an id in capitals", $"/api/tasks/{Nobody.ToUpperInvariant()}").NotFound(),
            Get("an id beyond the first of time", "/api/tasks/8zzzzzzzzzzzzzzzzzzzzzzzzz").NotFound(),
            Get("an injected id", "/api/tasks/'%20or%20PartitionKey%20ne%20'").NotFound(),
            Delete("another tenant's task", "/api/tasks/{rival.task}").NotFound(),
            Delete("a draft", "/api/tasks/{draft}").Conflict("invalidTransition"),
            Delete("an old version", "/api/tasks/{task}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Get("log of another tenant's", "/api/tasks/{rival.task}/audit").NotFound(),
            Get("log of injection", "/api/tasks/%27%20or%20%27/audit").NotFound(),
            Get("forecast of another tenant's", "/api/tasks/{rival.task}/forecast").NotFound(),
            Get("forecast of a billion occurrences", "/api/tasks/{draft}/forecast?limit=1000000000").Names("limit"),
            Post("dry run of nothing", "/api/tasks/dry-run", "{}").Names("name"),
            Post("dry run for another tenant's account", "/api/tasks/dry-run", Task(("accounts", "[\"{rival.account}\"]")))
                .Names("accounts[0]"),
            Post("dry run for another tenant's audience", "/api/tasks/dry-run", Task(("audience", "{\"audienceId\":\"{rival.audience}\"}")))
                .Names("audience.audienceId"),
            Get("runs of another tenant's", "/api/tasks/{rival.task}/runs").NotFound(),
            Get("a run of another task", "/api/tasks/{draft}/runs/{run}").NotFound(),
            Get("a run of another tenant's", "/api/tasks/{rival.task}/runs/{rival.run}").NotFound(),
            Get("another tenant's run under one's own task", "/api/tasks/{task}/runs/{rival.run}").NotFound(),
            Get("a run that is no number", "/api/tasks/{task}/runs/-1").NotFound(),
            Get("a run beyond numbers", $"/api/tasks/{{task}}/runs/{new string('f', 200)}").NotFound(),
            Get("messages of another tenant's run", "/api/tasks/{rival.task}/runs/{rival.run}/messages").NotFound(),
            Get("messages in no state", "/api/tasks/{task}/runs/{run}/messages?status=lost").Names("status"),
            Get("messages from a made-up cursor", "/api/tasks/{task}/runs/{run}/messages?cursor=AAAA").Names("cursor"),
            Get("messages from another list's cursor", "/api/tasks/{task}/runs/{run}/messages?cursor={contactsCursor}").Names("cursor"),
        ];

    private static IEnumerable<Row> Created =>
        [
            Post("nothing given", Tasks, "{}").Names("creative"),
            Post("an empty name", Tasks, Task(("name", "\"\""))).Names("name"),
            Post("an invisible name", Tasks, Task(("name", "\"\\u200b\\u2060\""))).Names("name"),
            Post("a name of 65 letters", Tasks, Task(("name", Long(65)))).Names("name"),
            Post("a name of a megabyte", Tasks, Task(("name", Long(1_000_000)))).Names("name"),
            Post("a name with NUL", Tasks, Task(("name", "\"a\\u0000b\""))).Names("name"),
            Post("a name that turns its direction", Tasks, Task(("name", "\"a\\u202Eb\""))).Names("name"),
            Post("a campaign of two lines", Tasks, Task(("campaign", "\"a\\r\\nb\""))).Names("campaign"),
            Post("a channel nobody has", Tasks, Task(("channel", "\"fax\""))).Names("channel"),
            Post("no accounts", Tasks, Task(("accounts", "[]"))).Names("accounts"),
            Post("a thousand accounts", Tasks, Task(("accounts", $"[{string.Join(',', Enumerable.Repeat($"\"{Nobody}\"", 1_000))}]")))
                .Names("accounts"),
            Post("another tenant's account", Tasks, Task(("accounts", "[\"{rival.account}\"]"))).Names("accounts[0]"),
            Post("an account of injection", Tasks, Task(("accounts", "[\"' or 'a' eq 'a\"]"))).Names("accounts[0]"),
            Post("an account that is null", Tasks, Task(("accounts", "[null]"))).Names("accounts[0]"),
            Post("no audience", Tasks, Task(("audience", "{}"))).Names("audience.list"),
            Post("two audiences", Tasks, Task(("audience", "{\"list\":\"a@b.cc\",\"audienceId\":\"x\"}"))).Names("audience"),
            Post("an empty list", Tasks, Task(("audience", "{\"list\":\"\"}"))).Names("audience.list"),
            Post("a list of blank lines", Tasks, Task(("audience", "{\"list\":\" \\n\\t\\n\"}"))).Names("audience.list"),
            Post("a line of 100,000 letters", Tasks, Task(("audience", $"{{\"list\":{Long(100_000)}}}"))).Names("audience.list"),
            Post("an address that adds a header", Tasks, Task(("audience", "{\"list\":\"a@b.cc\\u0000Bcc: x@y.zz\"}")))
                .Names("audience.list"),
            Post("an array for the list", Tasks, Task(("audience", "{\"list\":[\"a@b.cc\"]}"))).Names("audience.list"),
            Post("another tenant's audience", Tasks, Task(("audience", "{\"audienceId\":\"{rival.audience}\"}")))
                .Names("audience.audienceId"),
            Post("an audience of injection", Tasks, Task(("audience", "{\"audienceId\":\"x' or RowKey ge '\"}")))
                .Names("audience.audienceId"),
            Post("an unknown rule of overlap", Tasks, Task(("overlap", "\"both\""))).Names("overlap"),
            Post("an unknown rule of caps", Tasks, Task(("whenCapped", "\"ignore\""))).Names("whenCapped"),
        ];

    private static IEnumerable<Row> Changed =>
        [
            Patch("a change of another tenant's", "/api/tasks/{rival.task}", "{\"name\":\"b\"}").With("If-Match: *").NotFound(),
            Patch("a change without a version", "/api/tasks/{draft}", "{\"name\":\"b\"}").Is(428, "ifMatchRequired"),
            Patch("a change of an old version", "/api/tasks/{draft}", "{\"name\":\"b\"}")
                .With("If-Match: \"old\"")
                .Is(412, "preconditionFailed"),
            Patch("a change of nonsense for a version", "/api/tasks/{draft}", "{\"name\":\"b\"}")
                .With("If-Match: ,,;\"")
                .Is(412, "preconditionFailed"),
            Patch("a change of a weak version", "/api/tasks/{draft}", "{\"name\":\"b\"}")
                .With("If-Match: W/\"*\"")
                .Is(412, "preconditionFailed"),
            Patch("a change to null", "/api/tasks/{draft}", "{\"name\":null}").With("If-Match: *").Names("name"),
            Patch("a change of the id", "/api/tasks/{draft}", "{\"id\":\"b\"}").With("If-Match: *").Names("id"),
            Patch("a change of the channel", "/api/tasks/{draft}", "{\"channel\":\"sms\"}").With("If-Match: *").Names("channel"),
            Patch("a change of what has ended", "/api/tasks/{task}", "{\"name\":\"b\"}").With("If-Match: *").Conflict("invalidTransition"),
        ];

    private static IEnumerable<Row> Moves(string move) =>
        [
            Post($"{move} of another tenant's", $"/api/tasks/{{rival.draft}}/{move}").NotFound(),
            Post($"{move} of nothing", $"/api/tasks/{Nobody}/{move}").NotFound(),
            Post($"{move} of what has ended", $"/api/tasks/{{task}}/{move}").Conflict("invalidTransition"),
            Post($"{move} by a reader", $"/api/tasks/{{draft}}/{move}").As("{viewer}").Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Reviewed =>
        [
            .. new[] { ("submit", Reason), ("reject", Reason), ("approve", "{\"planHash\":\"0\"}"), ("withdraw", null) }.SelectMany(
                static move => Reviews(move.Item1, move.Item2)
            ),
            .. new[] { "submit", "reject" }.SelectMany(move => Reasons(move)),
            Post("approval of no hash", "/api/tasks/{draft}/approve", "{}").Names("planHash"),
            Post("approval of a number", "/api/tasks/{draft}/approve", "{\"planHash\":1}").Names("planHash"),
            Post("approval with too much to say", "/api/tasks/{draft}/approve", $"{{\"planHash\":\"0\",\"comment\":{Long(1_001)}}}")
                .Names("comment"),
            Post("approval with more than is known", "/api/tasks/{draft}/approve", "{\"planHash\":\"0\",\"by\":\"me\"}").Names("by"),
            Get("review of another tenant's", "/api/tasks/{rival.draft}/review").NotFound(),
            Get("review of nothing", $"/api/tasks/{Nobody}/review").NotFound(),
            Get("review of injection", "/api/tasks/%27%20or%20%27/review").NotFound(),
            Get("review by a reader", "/api/tasks/{draft}/review").As("{viewer}").Is(403, "forbidden"),
        ];

    private const string Reason = "{\"reason\":\"because\"}";

    private static IEnumerable<Row> Reviews(string move, string? body) =>
        [
            Post($"{move} of another tenant's", $"/api/tasks/{{rival.draft}}/{move}", body).NotFound(),
            Post($"{move} of nothing", $"/api/tasks/{Nobody}/{move}", body).NotFound(),
            Post($"{move} where no approval is required", $"/api/tasks/{{draft}}/{move}", body).Conflict("invalidTransition"),
            Post($"{move} of what has ended", $"/api/tasks/{{task}}/{move}", body).Conflict("invalidTransition"),
            Post($"{move} by a reader", $"/api/tasks/{{draft}}/{move}", body).As("{viewer}").Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Reasons(string move) =>
        new[]
        {
            "{}",
            "{\"reason\":null}",
            "{\"reason\":\"\"}",
            "{\"reason\":\"\\u0000\"}",
            "{\"reason\":7}",
            $"{{\"reason\":{Long(1_001)}}}",
        }.Select((body, i) => Post($"{move} for bad reason {i}", $"/api/tasks/{{draft}}/{move}", body).Names("reason"));

    private static IEnumerable<Row> Tested =>
        [
            Post("test of another tenant's", "/api/tasks/{rival.draft}/test", "{\"testers\":[\"{tester}\"]}").NotFound(),
            Post("test of nothing", $"/api/tasks/{Nobody}/test", "{\"testers\":[\"{tester}\"]}").NotFound(),
            Post("test of what has ended", "/api/tasks/{task}/test", "{\"testers\":[\"{tester}\"]}").Conflict("invalidTransition"),
            Post("test by a reader", "/api/tasks/{draft}/test", "{\"testers\":[\"{tester}\"]}").As("{viewer}").Is(403, "forbidden"),
            Post("test on nobody", "/api/tasks/{draft}/test", "{\"testers\":[]}").Names("testers"),
            Post("test on null", "/api/tasks/{draft}/test", "{\"testers\":[null]}").Names("testers[0]"),
            Post("test on another tenant's tester", "/api/tasks/{draft}/test", "{\"testers\":[\"{rival.tester}\"]}").Names("testers[0]"),
            Post("test on the same tester twice", "/api/tasks/{draft}/test", "{\"testers\":[\"{tester}\",\"{tester}\"]}")
                .Names("testers[1]"),
            Post("test on an injected tester", "/api/tasks/{draft}/test", "{\"testers\":[\"' or '1\"]}").Names("testers[0]"),
            Post("test on a crowd", "/api/tasks/{draft}/test", $"{{\"testers\":[{string.Join(',', Enumerable.Repeat("\"a\"", 51))}]}}")
                .Names("testers"),
            Get("tests of another tenant's", "/api/tasks/{rival.draft}/tests").NotFound(),
            Get("tests of injection", "/api/tasks/%27%20or%20%27/tests").NotFound(),
            Get("tests from another list's cursor", "/api/tasks/{draft}/tests?cursor={contactsCursor}").Names("cursor"),
            Post("a tester of a reader", "/api/testers", "{\"name\":\"T\",\"addresses\":{\"email\":\"t@example.net\"}}")
                .As("{viewer}")
                .Is(403, "forbidden"),
            Post("a tester without a name", "/api/testers", "{\"addresses\":{\"email\":\"t@example.net\"}}").Names("name"),
            Post("a tester without addresses", "/api/testers", "{\"name\":\"T\"}").Names("addresses"),
            Post("a tester of a half address", "/api/testers", "{\"name\":\"T\",\"addresses\":{\"email\":\"t@\"}}")
                .Names("addresses.email"),
            Post("a tester of no channel", "/api/testers", "{\"name\":\"T\",\"addresses\":{\"'\":\"t\"}}").Names("addresses.'"),
            Delete("another tenant's tester", "/api/testers/{rival.tester}").NotFound(),
            Delete("an injected tester", "/api/testers/%27%20or%20%27").NotFound(),
            Delete("a version of a tester", "/api/testers/{tester}").With("If-Match: \"old\"").Names("If-Match"),
            Get("testers from another list's cursor", "/api/testers?cursor={contactsCursor}").Names("cursor"),
        ];
}
