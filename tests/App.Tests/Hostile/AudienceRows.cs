using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Audiences that select nothing anybody could mean.</summary>
internal static class AudienceRows
{
    private const string Audiences = "/api/audiences";

    public static IEnumerable<Row> All =>
        [
            .. Segments.Select(rule =>
                Post(rule.Trick, $"{Audiences}/preview", Preview($"{{\"segment\":{rule.Json}}}"))
                    .Names(Under("audience.segment", rule.Path))
            ),
            .. Buyers.Select(rule =>
                Post(rule.Trick, $"{Audiences}/preview", Preview($"{{\"buyers\":{rule.Json}}}")).Names(Under("audience.buyers", rule.Path))
            ),
            Post("a preview of nothing", $"{Audiences}/preview", "{}").Names("audience"),
            Post("a preview of another tenant's", $"{Audiences}/preview", Preview("{\"audienceId\":\"{rival.audience}\"}"))
                .Names("audience.audienceId"),
            Post("a preview on no channel", $"{Audiences}/preview", "{\"channel\":\"fax\",\"audience\":{\"list\":\"a@b.cc\"}}")
                .Names("channel"),
            Post("nothing given", Audiences, "{}").Names("name"),
            Post("two kinds", Audiences, "{\"name\":\"a\",\"contacts\":[],\"segment\":{\"countries\":[\"FR\"]}}").Is(422, "invalid"),
            Post("members of injection", Audiences, "{\"name\":\"a\",\"contacts\":[\"' or \"]}").Names("contacts[0]"),
            Post("a member that is null", Audiences, "{\"name\":\"a\",\"contacts\":[null]}").Names("contacts[0]"),
            Post("a member that is a place", Audiences, "{\"name\":\"a\",\"contacts\":[\".\"]}").Names("contacts[0]"),
            Post("a name of a tab", Audiences, "{\"name\":\"a\\tb\",\"contacts\":[]}").Names("name"),
            Post("an audience of a reader", Audiences, "{\"name\":\"a\",\"contacts\":[]}").As("{viewer}").Is(403, "forbidden"),
            Get("another tenant's", $"{Audiences}/{{rival.audience}}").NotFound(),
            Patch("another tenant's", $"{Audiences}/{{rival.audience}}", "{\"name\":\"b\"}").NotFound(),
            Patch("a list made a segment", $"{Audiences}/{{audience}}", "{\"segment\":{\"countries\":[\"FR\"]}}").Is(422, "invalid"),
            Patch("members of a list, all at once", $"{Audiences}/{{audience}}", "{\"contacts\":[]}").Names("contacts"),
            Patch("an old version", $"{Audiences}/{{audience}}", "{\"name\":\"b\"}")
                .With("If-Match: \"old\"")
                .Is(412, "preconditionFailed"),
            Delete("another tenant's", $"{Audiences}/{{rival.audience}}").NotFound(),
            Delete("an old version", $"{Audiences}/{{audience}}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Get("members of another tenant's", $"{Audiences}/{{rival.audience}}/members").NotFound(),
            Get("members from NUL", $"{Audiences}/{{audience}}/members?cursor=%00").Names("cursor"),
            Get("members from injection", $"{Audiences}/{{audience}}/members?cursor=%27%20or%20RowKey%20ge%20%27").Names("cursor"),
            Get("members from 2,000 letters", $"{Audiences}/{{audience}}/members?cursor={new string('a', 2_000)}").Names("cursor"),
            Post("members of another tenant's", $"{Audiences}/{{rival.audience}}/members", "{\"add\":[\"eve\"]}").NotFound(),
            Post("members that are numbers", $"{Audiences}/{{audience}}/members", "{\"add\":[1]}").Names("add[0]"),
            Post("members of a slash", $"{Audiences}/{{audience}}/members", "{\"remove\":[\"a/b\"]}").Names("remove[0]"),
            Post("addresses on no channel", $"{Audiences}/{{audience}}/members", "{\"addresses\":\"eve@example.net\"}").Names("channel"),
        ];

    private static IEnumerable<(string Trick, string Json, string Path)> Segments =>
        [
            ("a rule of nothing", "{}", ""),
            ("two rules in one", "{\"countries\":[\"FR\"],\"languages\":[\"fr\"]}", ""),
            ("all of nothing", "{\"all\":[]}", "all"),
            ("a rule of null", "{\"any\":[null]}", "any[0]"),
            (
                "rules 7 deep",
                "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"countries\":[\"FR\"]}}}}}}}}",
                "not.not.not.not.not.not"
            ),
            ("3,000 rules", $"{{\"any\":[{string.Join(',', Enumerable.Repeat("{\"countries\":[\"FR\"]}", 3_000))}]}}", ""),
            ("an attribute of half a character", "{\"attribute\":{\"name\":\"x\",\"is\":\"\\ud800\"}}", "attribute.is"),
            ("an attribute of an object", "{\"attribute\":{\"name\":\"x\",\"is\":{\"$gt\":\"\"}}}", "attribute.is"),
            ("an attribute beyond numbers", "{\"attribute\":{\"name\":\"x\",\"atLeast\":1e999}}", "attribute.atLeast"),
            ("an attribute without a name", "{\"attribute\":{\"is\":1}}", "attribute.name"),
            ("a country of a quote", "{\"countries\":[\"'\"]}", "countries[0]"),
            ("a language of 3,000 letters", $"{{\"languages\":[{Long(3_000)}]}}", "languages[0]"),
            ("products of injection", "{\"bought\":{\"products\":[\"' or \"]}}", "bought.products[0]"),
            ("another tenant's list", "{\"list\":\"{rival.audience}\"}", ""),
            ("orders below nought", "{\"orders\":{\"atLeast\":-1}}", "orders.atLeast"),
            ("spend in no currency", "{\"spend\":{\"atLeast\":1,\"currency\":\"EU'\"}}", "spend.currency"),
            ("a billion days", "{\"lastOrder\":{\"withinDays\":1000000000}}", "lastOrder.withinDays"),
        ];

    private static IEnumerable<(string Trick, string Json, string Path)> Buyers =>
        [
            ("no products", "{\"products\":[]}", "products"),
            ("2,000 products", $"{{\"products\":[{string.Join(',', Enumerable.Range(0, 2_000).Select(n => $"\"p{n}\""))}]}}", "products"),
            ("a product of 4,000 letters", $"{{\"products\":[{Long(4_000)}]}}", "products[0]"),
            ("a product of a percent sign", "{\"products\":[\"%00\"]}", "products[0]"),
            (
                "a period that ends first",
                "{\"products\":[\"p\"],\"salesPeriod\":{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}}",
                "salesPeriod.to"
            ),
            ("a period from no day", "{\"products\":[\"p\"],\"salesPeriod\":{\"from\":\"2026-02-30\"}}", "salesPeriod.from"),
            ("a status nobody knows", "{\"products\":[\"p\"],\"salesStatus\":[\"stolen\"]}", "salesStatus[0]"),
            ("a campaign of 3,000 letters", $"{{\"products\":[\"p\"],\"campaigns\":[{Long(3_000)}]}}", "campaigns[0]"),
            ("owners of a slash", "{\"products\":[\"p\"],\"skipOwnersOf\":[\"a/b\"]}", "skipOwnersOf[0]"),
        ];

    private static string Under(string root, string path) => path.Length == 0 ? root : $"{root}.{path}";
}
