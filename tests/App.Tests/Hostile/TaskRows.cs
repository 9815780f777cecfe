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
            .. new[] { "test", "submit", "approve", "reject", "withdraw" }.SelectMany(Unavailable),
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

    private static IEnumerable<Row> Unavailable(string move) =>
        [
            Post($"{move} of another tenant's", $"/api/tasks/{{rival.draft}}/{move}").NotFound(),
            Post($"{move}, which is not there yet", $"/api/tasks/{{draft}}/{move}").Conflict("notAvailable"),
        ];
}
