using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Automations that cannot be, or are somebody else's.</summary>
internal static class AutomationRows
{
    private const string Automations = "/api/automations";
    private const string One = "/api/automations/{automation}";
    private const string Rivals = "/api/automations/{rival.automation}";
    private const string Send = """{"send":{"channel":"email","creative":{"subject":"Hi","text":"Hi"}}}""";

    public static IEnumerable<Row> All =>
        [
            .. Faults.Select(fault => Post(fault.Trick, Automations, Automation((fault.Field, fault.Json))).Names(fault.Path)),
            Post("an automation of nothing", Automations, "{}").Names("name"),
            Post("an automation that is a list", Automations, "[]").Is(422, "invalid"),
            Post("an automation of a reader", Automations, Automation()).As("{viewer}").Is(403, "forbidden"),
            Post("an automation of nobody", Automations, Automation()).As(null).Is(401, "unauthorized"),
            Get("another tenant's automation", Rivals).NotFound(),
            Patch("another tenant's automation, changed", Rivals, "{\"name\":\"a\"}").NotFound(),
            Delete("another tenant's automation, deleted", Rivals).NotFound(),
            Get("another tenant's journeys", $"{Rivals}/journeys").NotFound(),
            Get("another tenant's automation log", $"{Rivals}/audit").NotFound(),
            Get("another tenant's automation forecast", $"{Rivals}/forecast").NotFound(),
            Delete("another tenant's journey", $"{Rivals}/journeys/0-0").NotFound(),
            Post("a secret of another tenant's automation", $"{Rivals}/rotate-secret").NotFound(),
            Post("a secret of an automation for a reader", $"{One}/rotate-secret").As("{viewer}").Is(403, "forbidden"),
            Post("a start of another tenant's automation", $"{Rivals}/start").NotFound(),
            Post("a copy of another tenant's automation", $"{Rivals}/copy").NotFound(),
            Post("an archive of another tenant's automation", $"{Rivals}/archive").NotFound(),
            Post("a test of another tenant's automation", $"{Rivals}/test", "{\"testers\":[\"{tester}\"]}").NotFound(),
            Get("tests of another tenant's automation", $"{Rivals}/tests").NotFound(),
            Post("a test of an automation to nobody", $"{One}/test", "{\"testers\":[]}").Names("testers"),
            Post("a test of an automation to another tenant's tester", $"{One}/test", "{\"testers\":[\"{rival.tester}\"]}")
                .Names("testers[0]"),
            Post("a test of an automation against the clock", $"{One}/test", "{\"testers\":[\"{tester}\"],\"speed\":-1}").Names("speed"),
            Post("a test of an automation of a reader", $"{One}/test", "{\"testers\":[\"{tester}\"]}").As("{viewer}").Is(403, "forbidden"),
            Get("tests of an automation from injection", $"{One}/tests?cursor=%27%20or%20RowKey%20ge%20%27").Names("cursor"),
            Get("the entry to another tenant's automation", $"{Rivals}/why?contact=ann").NotFound(),
            Get("the entry of nobody in particular", $"{One}/why").Names("contact"),
            Get("automations in no such state", $"{Automations}?status=running").Names("status"),
            Get("presets of one state", $"{Automations}/presets?status=draft").Names("status"),
            Get("an automation that is a path", $"{Automations}/..%2F..%2Ftasks").NotFound(),
            Patch("an automation without a version", One, "{\"name\":\"a\"}").Is(428, "ifMatchRequired"),
            Patch("an old version of an automation", One, "{\"name\":\"a\"}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Patch("a start within a change", One, "{\"start\":true}").Names("start"),
            Post("a pause of a draft", $"{One}/pause").Conflict("invalidTransition"),
            Post("a resume of a draft", $"{One}/resume").Conflict("invalidTransition"),
            Post("a start of a reader", $"{One}/start").As("{viewer}").Is(403, "forbidden"),
            Delete("a journey that is none", $"{One}/journeys/0-0").NotFound(),
            Delete("a journey that is a number below nought", $"{One}/journeys/-1-0").NotFound(),
            Delete("a journey with a version", $"{One}/journeys/0-0").With("If-Match: \"x\"").Names("If-Match"),
            Get("journeys in no such state", $"{One}/journeys?status=pending").Names("status"),
            Get("journeys from injection", $"{One}/journeys?cursor=%27%20or%20RowKey%20ge%20%27").Names("cursor"),
            Get("journeys of nobody", "/api/contacts/nobody/journeys").NotFound(),
        ];

    private static IEnumerable<(string Trick, string Field, string Json, string Path)> Faults =>
        [
            ("a trigger of no kind", "trigger", "{}", "trigger"),
            ("a trigger of an unknown kind", "trigger", """{"kind":"fullMoon"}""", "trigger.kind"),
            ("a trigger of no segment", "trigger", """{"kind":"segmentEntered"}""", "trigger.segment"),
            ("a trigger of a list for a segment", "trigger", """{"kind":"segmentEntered","segment":"{audience}"}""", "trigger.segment"),
            (
                "a trigger of another tenant's segment",
                "trigger",
                """{"kind":"segmentEntered","segment":"{rival.audience}"}""",
                "trigger.segment"
            ),
            (
                "a trigger of a rule instead of a segment",
                "trigger",
                """{"kind":"segmentEntered","segment":{"countries":["FR"]}}""",
                "trigger.segment"
            ),
            ("a trigger of no list", "trigger", """{"kind":"listJoined"}""", "trigger.list"),
            ("a trigger of another tenant's list", "trigger", """{"kind":"listJoined","list":"{rival.audience}"}""", "trigger.list"),
            ("a trigger with another's field", "trigger", """{"kind":"purchase","after":"PT1H"}""", "trigger.after"),
            ("a cart left for a century", "trigger", """{"kind":"cartAbandoned","after":"P36500D"}""", "trigger.after"),
            ("an event over orders", "trigger", """{"kind":"event","name":"a","where":{"orders":{"atLeast":1}}}""", "trigger.where"),
            ("no steps", "steps", "[]", "steps"),
            ("51 steps", "steps", $"[{string.Join(',', Enumerable.Repeat(Send, 51))}]", "steps"),
            ("a step of null", "steps", "[null]", "steps[0]"),
            ("a step of two", "steps", """[{"wait":{"for":"PT1H"},"update":{"attributes":{"a":1}}}]""", "steps[0]"),
            ("a call of no address", "steps", """[{"webhook":{}}]""", "steps[0].webhook.url"),
            ("a call of an address that is none", "steps", """[{"webhook":{"url":"shop"}}]""", "steps[0].webhook.url"),
            ("a call without https", "steps", """[{"webhook":{"url":"http://shop.example/hooks"}}]""", "steps[0].webhook.url"),
            ("a call with a password", "steps", """[{"webhook":{"url":"https://a:b@shop.example/hooks"}}]""", "steps[0].webhook.url"),
            (
                "a call of the cloud's metadata, in a branch",
                "steps",
                """[{"branch":{"if":{"countries":["FR"]},"else":[{"webhook":{"url":"https://169.254.169.254/latest"}}]}}]""",
                "steps[0].branch.else[0].webhook.url"
            ),
            (
                "a call with headers",
                "steps",
                """[{"webhook":{"url":"https://shop.example/hooks","headers":{}}}]""",
                "steps[0].webhook.headers"
            ),
            ("a wait of nothing", "steps", """[{"wait":{}}]""", "steps[0].wait"),
            ("a wait below nought", "steps", """[{"wait":{"for":"-PT1H"}}]""", "steps[0].wait.for"),
            ("a wait until noon o'clock", "steps", """[{"wait":{"until":"noon"}}]""", "steps[0].wait.until"),
            ("a wait until no day", "steps", """[{"wait":{"until":"09:00","weekdays":[]}}]""", "steps[0].wait.weekdays"),
            (
                "a wait until a day that is none",
                "steps",
                """[{"wait":{"until":"09:00","weekdays":["someday"]}}]""",
                "steps[0].wait.weekdays[0]"
            ),
            ("a send of nothing", "steps", """[{"send":{"channel":"email"}}]""", "steps[0].send.creative"),
            ("a send on no channel", "steps", """[{"send":{"creative":{"text":"a"}}}]""", "steps[0].send.channel"),
            (
                "a send through another tenant's account",
                "steps",
                """[{"send":{"channel":"email","accounts":["{rival.box}"],"creative":{"subject":"a","text":"b"}}}]""",
                "steps[0].send.accounts[0]"
            ),
            (
                "a send of another tenant's creative",
                "steps",
                """[{"send":{"channel":"email","creativeId":"{rival.creative}"}}]""",
                "steps[0].send.creativeId"
            ),
            (
                "a text in a branch that is no Liquid",
                "steps",
                """[{"branch":{"if":{"countries":["FR"]},"then":[{"send":{"channel":"email","creative":{"subject":"a","text":"{{"}}}]}}]""",
                "steps[0].branch.then[0].send.creative.text"
            ),
            ("a branch of no rule", "steps", $$$"""[{"branch":{"then":[{{{Send}}}]}}]""", "steps[0].branch.if"),
            ("a branch that leads nowhere", "steps", """[{"branch":{"if":{"countries":["FR"]}}}]""", "steps[0].branch"),
            ("a change of nothing", "steps", """[{"update":{"attributes":{}}}]""", "steps[0].update.attributes"),
            ("a change of a name that is none", "steps", """[{"update":{"attributes":{"a b":1}}}]""", "steps[0].update.attributes.a b"),
            ("a goal of nothing", "goal", "{}", "goal.purchase"),
            ("a goal forever", "goal", """{"purchase":{},"within":"P9999D"}""", "goal.within"),
            ("an exit of nothing", "exit", "{}", "exit.when"),
            ("a way back that is none", "reentry", "\"sometimes\"", "reentry"),
            ("a way back that is a number", "reentry", "7", "reentry"),
            ("a zone that is none", "timeZone", "\"Mars\"", "timeZone"),
            ("a window of an hour", "windows", """[{"from":"09:00","to":"10:00"}]""", "windows[0].to"),
            ("an edit that is neither", "onEdit", "\"drop\"", "onEdit"),
            ("a name nobody sees", "name", "\"\\u200b\"", "name"),
        ];

    private static string Automation(params (string Field, string Raw)[] changed) =>
        Object(
            [("name", "\"Welcome\""), ("trigger", """{"kind":"event","name":"signedUp"}"""), ("steps", $"[{Send}]"), ("start", "false")],
            changed
        );
}
