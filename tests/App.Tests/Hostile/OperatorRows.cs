namespace CampaignTasks.App.Tests.Hostile;

/// <summary>The operations API, which others specified: what is wrong there is a 400, with the same words as elsewhere.</summary>
internal static class OperatorRows
{
    private const string Root = "/runtime/webhooks/durabletask";
    private const string Nothing = $"{Root}/instances/nothing";

    private static readonly (string Method, string Path)[] Doors =
    [
        ("POST", "orchestrators/CampaignTaskOrchestrator"),
        ("POST", "orchestrators/CampaignTaskOrchestrator/x"),
        ("GET", "instances/x"),
        ("POST", "instances/x/raiseEvent/go"),
        ("POST", "instances/x/terminate"),
        ("POST", "instances/x/suspend"),
        ("POST", "instances/x/resume"),
        ("POST", "instances/x/rewind"),
        ("POST", "instances/x/restart"),
        ("DELETE", "instances/x"),
        ("GET", "instances"),
        ("DELETE", "instances"),
        ("GET", "entities"),
        ("GET", "entities/x"),
        ("GET", "entities/x/y"),
        ("POST", "entities/x/y"),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Doors.Select(door => new Row("no key", door.Method, $"{Root}/{door.Path}").As(null).Is(401, "unauthorized")),
            .. Doors.Select(door => new Row("a tenant's key", door.Method, $"{Root}/{door.Path}?code={{key}}").Is(401, "unauthorized")),
            .. new[] { "terminate", "suspend", "resume", "rewind" }.Select(act =>
                Ask("POST", $"{act} of nothing", $"{Nothing}/{act}").NotFound()
            ),
            Ask("GET", "nothing", Nothing).NotFound(),
            Ask("DELETE", "nothing", Nothing).NotFound(),
            Ask("GET", "an id with a slash", $"{Root}/instances/a%2fb").NotFound(),
            Ask("GET", "an id of an entity", $"{Root}/instances/@a@b").Is(400, "badRequest", "instanceId"),
            Ask("GET", "an id of injection", $"{Root}/instances/'%20or%20'").NotFound(),
            Ask("GET", "an id of 3,000 letters", $"{Root}/instances/{new string('a', 3_000)}").Is(400, "badRequest", "instanceId"),
            Ask("GET", "an id with a line break", $"{Root}/instances/a%0ab").Is(400, "badRequest", "instanceId"),
            Ask("POST", "a restart of nothing", $"{Nothing}/restart").Is(400, "badRequest", "id"),
            Ask("POST", "an orchestrator nobody has", $"{Root}/orchestrators/Miner").Is(400, "badRequest", "name"),
            Ask("POST", "an orchestrator that is a path", $"{Root}/orchestrators/..%2f..%2fx").Is(400, "badRequest", "name"),
            Ask("POST", "a new id of 3,000 letters", $"{Root}/orchestrators/CampaignTaskOrchestrator/{new string('a', 3_000)}")
                .Is(400, "badRequest", "instanceId"),
            Ask("POST", "a wait without end", $"{Root}/orchestrators/CampaignTaskOrchestrator", "timeout=1e300")
                .Is(400, "badRequest", "timeout"),
            Ask("POST", "a wait of NaN", $"{Root}/orchestrators/CampaignTaskOrchestrator", "timeout=NaN").Is(400, "badRequest", "timeout"),
            Ask("POST", "an input cut off", $"{Root}/orchestrators/CampaignTaskOrchestrator").Of("{\"a\":"u8.ToArray()).Malformed(),
            Ask("POST", "an input of half a character", $"{Root}/orchestrators/CampaignTaskOrchestrator")
                .Of("\"\\ud800\""u8.ToArray())
                .Malformed(),
            Ask("POST", "an event of half a character", $"{Nothing}/raiseEvent/go").Of("{\"a\":[\"\\ud800\"]}"u8.ToArray()).Malformed(),
            Ask("POST", "an event 5,000 deep", $"{Nothing}/raiseEvent/go")
                .Of(System.Text.Encoding.ASCII.GetBytes(new string('[', 5_000)))
                .Malformed(),
            Ask("POST", "an event of text", $"{Nothing}/raiseEvent/go")
                .Of("a"u8.ToArray())
                .Of("text/plain")
                .Is(400, "badRequest", "Content-Type"),
            Ask("POST", "an event of nobody", $"{Nothing}/raiseEvent/go").Of("1"u8.ToArray()).NotFound(),
            Ask("POST", "an event of 2 MB", $"{Nothing}/raiseEvent/go") with
            {
                Length = 2_000_000,
                Status = 413,
                Code = "tooLarge",
            },
            Ask("GET", "a page of words", $"{Root}/instances", "top=many").Is(400, "badRequest", "top"),
            Ask("GET", "a page below nought", $"{Root}/instances", "top=-1").Is(400, "badRequest", "top"),
            Ask("GET", "a status nobody has", $"{Root}/instances", "runtimeStatus=Lost").Is(400, "badRequest", "runtimeStatus"),
            Ask("GET", "a status by number", $"{Root}/instances", "runtimeStatus=1").Is(400, "badRequest", "runtimeStatus"),
            Ask("GET", "a time that is none", $"{Root}/instances", "createdTimeFrom=yesterday").Is(400, "badRequest", "createdTimeFrom"),
            Ask("GET", "a flag that is none", $"{Root}/instances", "showInput=maybe").Is(400, "badRequest", "showInput"),
            Ask("GET", "a page that nobody gave", $"{Root}/instances").With("x-ms-continuation-token: e30=").Is(400, "badRequest", "token"),
            Ask("GET", "a page of injection", $"{Root}/instances")
                .With("x-ms-continuation-token: ' or PartitionKey ne '")
                .Is(400, "badRequest", "token"),
            Ask("DELETE", "a purge of everything", $"{Root}/instances").Is(400, "badRequest", "createdTimeFrom"),
            Ask("DELETE", "a purge of a time before the first", $"{Root}/instances", "createdTimeFrom=0001-01-01T00:00:00%2B14:00")
                .Is(400, "badRequest", "createdTimeFrom"),
            Ask("GET", "an entity", $"{Root}/entities/x/y").NotFound(),
            Ask("POST", "a signal to an entity", $"{Root}/entities/x/y").NotFound(),
            Ask("PUT", "a method it has not", $"{Root}/instances").Is(405, "methodNotAllowed"),
        ];

    private static Row Ask(string method, string trick, string path, string query = "") =>
        new Row(trick, method, $"{path}?code={{systemKey}}{(query.Length == 0 ? "" : $"&{query}")}").As(null);
}
