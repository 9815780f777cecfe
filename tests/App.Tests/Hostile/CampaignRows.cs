using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Campaigns, sites, apps and roll-outs that cannot be, or are somebody else's.</summary>
internal static class CampaignRows
{
    private const string Nobody = "01arz3ndektsv4rrffq69g5fav";

    public static IEnumerable<Row> All =>
        [
            .. Named("/api/campaigns", "/api/campaigns/{campaign}"),
            .. Named("/api/sites", "/api/sites/{site}"),
            .. Owned("/api/campaigns/{rival.campaign}"),
            .. Owned("/api/sites/{rival.site}"),
            Post("a campaign that exists", "/api/campaigns", "{\"name\":\"spring\"}").Conflict("campaignExists"),
            Patch("a campaign in use", "/api/campaigns/{campaign}", "{\"name\":\"autumn\"}").Conflict("campaignInUse"),
            Delete("a campaign in use", "/api/campaigns/{campaign}").Conflict("campaignInUse"),
            Delete("an old version of a campaign", "/api/campaigns/{campaign}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Get("a campaign that is a path", "/api/campaigns/..%2F..%2Ftasks").NotFound(),
            Delete("a site with apps", "/api/sites/{site}").Conflict("siteInUse"),
            Get("a site of nobody", $"/api/sites/{Nobody}").NotFound(),
            Get("apps of another tenant's site", "/api/sites/{rival.site}/apps").NotFound(),
            Post("an app of another tenant's site", "/api/sites/{rival.site}/apps", "{\"name\":\"a\",\"appId\":\"b\"}").NotFound(),
            Delete("another tenant's app", "/api/sites/{rival.site}/apps/{rival.app}").NotFound(),
            Delete("another tenant's app on a site of one's own", "/api/sites/{site}/apps/{rival.app}").NotFound(),
            Delete("an app with a version", "/api/sites/{site}/apps/{app}").With("If-Match: \"x\"").Names("If-Match"),
            Delete("an app of a reader", "/api/sites/{site}/apps/{app}").As("{viewer}").Is(403, "forbidden"),
            Post("an app without its id", "/api/sites/{site}/apps", "{\"name\":\"a\"}").Names("appId"),
            Post("an app with a line break", "/api/sites/{site}/apps", "{\"name\":\"a\",\"appId\":\"a\\nb\"}").Names("appId"),
            Post("an app id of 101 letters", "/api/sites/{site}/apps", $"{{\"name\":\"a\",\"appId\":{Long(101)}}}").Names("appId"),
            Post("an app of a reader", "/api/sites/{site}/apps", "{\"name\":\"a\",\"appId\":\"b\"}").As("{viewer}").Is(403, "forbidden"),
            Post("a task of no site", "/api/tasks", Task(("site", $"\"{Nobody}\""))).Names("site"),
            Post("a task of another tenant's site", "/api/tasks", Task(("site", "\"{rival.site}\""))).Names("site"),
            Post("a task of a site that is a path", "/api/tasks", Task(("site", "\"../x\""))).Names("site"),
            Post("a task of another tenant's app", "/api/tasks", Task(("site", "\"{site}\""), ("app", "\"{rival.app}\""))).Names("app"),
            Post("a task of an app without a site", "/api/tasks", Task(("app", "\"{app}\""))).Names("site"),
            Post("a release of what is not held", "/api/tasks/{draft}/release").Conflict("invalidTransition"),
            Post("a release of another tenant's task", "/api/tasks/{rival.draft}/release").NotFound(),
            Post("a release of a reader", "/api/tasks/{draft}/release").As("{viewer}").Is(403, "forbidden"),
            Get("an approval nobody knows", "/api/tasks?approvalStatus=maybe").Names("approvalStatus"),
            Rollout("a roll-out of nothing", "{}", "rollout.stages"),
            Rollout("stages of nothing", """{"stages":[]}""", "rollout.stages"),
            Rollout("a stage that is null", """{"stages":[null]}""", "rollout.stages[0]"),
            Rollout("a stage that is a number", """{"stages":[1]}""", "rollout.stages[0]"),
            Rollout("a stage of text", """{"stages":[{"percent":"100"}]}""", "rollout.stages[0].percent"),
            Rollout("a stage beyond all numbers", """{"stages":[{"percent":1e300}]}""", "rollout.stages[0].percent"),
            Rollout("a stage of a hair", """{"stages":[{"percent":1e-20,"watch":"PT1H"},{"percent":100}]}""", "rollout.stages[0].percent"),
            Rollout("stages that fall", """{"stages":[{"percent":50,"watch":"PT1H"},{"percent":10}]}""", "rollout.stages[1].percent"),
            Rollout("a rest that nobody reaches", """{"stages":[{"percent":99}]}""", "rollout.stages[0].percent"),
            Rollout("a watch of ages", """{"stages":[{"percent":1,"watch":"P99999999D"},{"percent":100}]}""", "rollout.stages[0].watch"),
            Rollout("a watch backwards", """{"stages":[{"percent":1,"watch":"-PT1H"},{"percent":100}]}""", "rollout.stages[0].watch"),
            Rollout("no limit", """{"stages":[{"percent":100,"holdIf":{}}]}""", "rollout.stages[0].holdIf"),
            Rollout("a limit nobody knows", """{"stages":[{"percent":100,"holdIf":{"x":1}}]}""", "rollout.stages[0].holdIf.x"),
            Rollout(
                "a limit of minus one",
                """{"stages":[{"percent":100,"holdIf":{"failedPercent":-1}}]}""",
                "rollout.stages[0].holdIf.failedPercent"
            ),
            Rollout(
                "10,000 stages",
                $$"""{"stages":[{{string.Join(',', Enumerable.Repeat("{\"percent\":1,\"watch\":\"PT1H\"}", 10_000))}}]}""",
                "rollout.stages"
            ),
        ];

    private static IEnumerable<Row> Named(string all, string one) =>
        [
            Post("nothing given", all, "{}").Names("name"),
            Post("a name that is null", all, "{\"name\":null}").Names("name"),
            Post("a name that is a number", all, "{\"name\":1}").Names("name"),
            Post("a name nobody sees", all, "{\"name\":\"\\u200b\"}").Names("name"),
            Post("a name of 101 letters", all, $"{{\"name\":{Long(101)}}}").Names("name"),
            Post("a name that turns around", all, "{\"name\":\"in\\u202evoice\"}").Names("name"),
            Post("an id of its own", all, "{\"name\":\"a\",\"id\":\"x\"}").Names("id"),
            Post("a reader's", all, "{\"name\":\"a\"}").As("{viewer}").Is(403, "forbidden"),
            Post("nobody's", all, "{\"name\":\"a\"}").As(null).Is(401, "unauthorized"),
            Post("no JSON", all, "name=a").Malformed(),
            Patch("a new name of a reader", one, "{\"name\":\"a\"}").As("{viewer}").Is(403, "forbidden"),
            Patch("a new name that is blank", one, "{\"name\":\" \"}").Names("name"),
            Patch("a new name of an old version", one, "{\"name\":\"a\"}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Delete("a reader's deletion", one).As("{viewer}").Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Owned(string path) =>
        [
            Get("another tenant's", path).NotFound(),
            Patch("another tenant's new name", path, "{\"name\":\"a\"}").NotFound(),
            Delete("another tenant's deletion", path).NotFound(),
        ];

    private static Row Rollout(string trick, string rollout, string field) =>
        Post(trick, "/api/tasks", Task(("rollout", rollout))).Names(field);
}
