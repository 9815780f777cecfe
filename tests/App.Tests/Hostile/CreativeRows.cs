using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Previews of creatives that nobody could send, for people who are not there.</summary>
internal static class CreativeRows
{
    private const string Creatives = "/api/creatives";
    private const string Previews = $"{Creatives}/preview";
    private const string Tasks = "/api/tasks";

    public static IEnumerable<Row> All =>
        [
            Post("a preview of no creative", Previews, "{}").Names("creative"),
            Post("a preview on no channel", Previews, Creative(("channel", "\"fax\""))).Names("channel"),
            Post("a preview for a path", Previews, Creative(("contactId", "\"../bob\""))).Names("contactId"),
            Post("a preview for nobody", Previews, Creative(("contactId", "\"nobody\""))).Names("contactId"),
            Post("a preview for 5,000 letters", Previews, Creative(("contactId", Long(5_000)))).Names("contactId"),
            Post("a preview for a number", Previews, Creative(("contactId", "5"))).Names("contactId"),
            Post("a sample of lists", Previews, Creative(("sample", """{"a":[1]}"""))).Names("sample.a"),
            Post("a sample of 400 digits", Previews, Creative(("sample", $$"""{"a":{{new string('9', 400)}}}"""))).Names("sample.a"),
            Post("a sample of no name", Previews, Creative(("sample", """{"a b":"c"}"""))).Names("sample.a b"),
            Post("a sample of a text", Previews, Creative(("sample", "\"a\""))).Names("sample"),
            Post("a sample of a zone on Mars", Previews, Creative(("sample", """{"timeZone":"Mars/Olympus"}"""))).Names("sample.timeZone"),
            Post(
                    "a text that grows without end",
                    Previews,
                    Creative(
                        (
                            "creative",
                            """{"subject":"s","text":"{% assign a = 'aa' %}{% for i in (1..1000) %}{% assign a = a | append: a %}{% endfor %}{{ a }}"}"""
                        )
                    )
                )
                .Names("creative.text"),
            Post(
                    "a date of a hundred million digits",
                    Previews,
                    Creative(("creative", """{"subject":"s","text":"{{ 'now' | date: '%100000000d' }}"}"""))
                )
                .Names("creative.text"),
            Post(
                    "a loop in a loop in a loop",
                    Previews,
                    Creative(
                        (
                            "creative",
                            """{"subject":"s","text":"{% for a in (1..999) %}{% for b in (1..999) %}{% for c in (1..999) %}{% endfor %}{% endfor %}{% endfor %}"}"""
                        )
                    )
                )
                .Names("creative.text"),
            Post("a preview without a key", Previews, Creative()).As(null).Is(401, "unauthorized"),
            Post("a preview of a rival's creative", Previews, """{"creativeId":"{rival.creative}"}""").Names("creativeId"),
            Post("a preview in no language", Previews, Creative(("language", "\"../fr\""))).Names("language"),
            Post("a preview of two creatives", Previews, Creative(("creativeId", "\"{creative}\""))).Names("creativeId"),
            .. Saved,
            .. Chosen,
        ];

    private static IEnumerable<Row> Saved =>
        [
            Post("a creative without a name", Creatives, Body(("name", ""))).Names("name"),
            Post("a creative of 101 letters", Creatives, Body(("name", Long(101)))).Names("name"),
            Post("a creative that reads backwards", Creatives, Body(("name", "\"a\\u202eb\""))).Names("name"),
            Post("a creative for a fax", Creatives, Body(("channel", "\"fax\""))).Names("channel"),
            Post("a creative in a list", Creatives, "[]"),
            Post("a creative with an unknown field", Creatives, Body(("sender", "\"me\""))).Names("sender"),
            Post("a creative of 65 KiB", Creatives, Body(("text", Long((64 * 1024) + 1)))).Names("text"),
            Post("a creative of 2 MiB", Creatives, Body(("html", Long(2 * 1024 * 1024)))).Is(413, "tooLarge"),
            Post("a creative that leads to a script", Creatives, Body(("redirectUrl", "\"javascript:alert(1)\""))).Names("redirectUrl"),
            Post("a creative whose host is data", Creatives, Body(("redirectUrl", "\"https://{{ email }}/\""))).Names("redirectUrl"),
            Post("languages in a list", Creatives, Body(("languages", "[]"))).Names("languages"),
            Post("a language of no name", Creatives, Body(("languages", """{"":{}}"""))).Names("languages."),
            Post("a language in a language", Creatives, Body(("languages", """{"fr":{"languages":{}}}"""))).Names("languages.fr.languages"),
            Post("21 languages", Creatives, Body(("languages", $"{{{string.Join(',', ManyLanguages)}}}"))).Names("languages"),
            Post("a creative with a private character", Creatives, Body(("text", ""), ("html", "\"\\ue0000\\ue001\""))).Names("html"),
            Post("a creative without a key", Creatives, Body()).As(null).Is(401, "unauthorized"),
            Post("a creative of a reader", Creatives, Body()).As("{viewer}").Is(403, "forbidden"),
            Get("the creatives for a fax", $"{Creatives}?channel=fax").Names("channel"),
            Get("the creatives from nowhere", $"{Creatives}?cursor=nowhere").Names("cursor"),
            Get("the creatives by another list's cursor", $"{Creatives}?cursor={{audiencesCursor}}").Names("cursor"),
            Get("a rival's creative", $"{Creatives}/{{rival.creative}}").NotFound(),
            Get("a creative by a path", $"{Creatives}/..%2F{{creative}}").NotFound(),
            Patch("a change of a rival's creative", $"{Creatives}/{{rival.creative}}", """{"name":"Mine"}""").NotFound(),
            Patch("a change of a creative's channel", $"{Creatives}/{{creative}}", """{"channel":"sms"}""").Names("channel"),
            Patch("a change by an old version", $"{Creatives}/{{creative}}", """{"name":"Mine"}""")
                .With("If-Match: \"old\"")
                .Is(412, "preconditionFailed"),
            Patch("a change of a reader", $"{Creatives}/{{creative}}", """{"name":"Mine"}""").As("{viewer}").Is(403, "forbidden"),
            Delete("a rival's creative", $"{Creatives}/{{rival.creative}}").NotFound(),
            Delete("a creative in use", $"{Creatives}/{{creative}}").Conflict("creativeInUse"),
            Delete("a creative, by a reader", $"{Creatives}/{{creative}}").As("{viewer}").Is(403, "forbidden"),
        ];

    private static IEnumerable<Row> Chosen =>
        [
            Post("a task with a rival's creative", Tasks, Task(("creative", ""), ("creativeId", "\"{rival.creative}\"")))
                .Names("creativeId"),
            Post("a task with a creative and an id", Tasks, Task(("creativeId", "\"{creative}\""))).Names("creativeId"),
            Post("a task with a creative of a number", Tasks, Task(("creative", ""), ("creativeId", "7"))).Names("creativeId"),
            Post("a task with one of several", Tasks, Task(("creative", ""), ("creatives", """[{"creativeId":"{creative}","weight":1}]""")))
                .Names("creatives"),
            Post(
                    "a task with a weight of nothing",
                    Tasks,
                    Task(("creative", ""), ("creatives", """[{"creativeId":"{creative}","weight":0},{"creativeId":"x","weight":1}]"""))
                )
                .Names("creatives[0].weight"),
            Post(
                    "a task with a weight beyond numbers",
                    Tasks,
                    Task(
                        ("creative", ""),
                        ("creatives", """[{"creativeId":"{creative}","weight":99999999999},{"creativeId":"x","weight":1}]""")
                    )
                )
                .Names("creatives[0].weight"),
            Get("the creatives of a rival's task", "/api/tasks/{rival.task}/creatives").NotFound(),
        ];

    private static IEnumerable<string> ManyLanguages => Enumerable.Range(0, 21).Select(i => $"\"a{(char)('a' + i)}\":{{}}");

    private static string Body(params (string Field, string Raw)[] changed) =>
        Object([("name", "\"News\""), ("channel", "\"email\""), ("subject", "\"Hello\""), ("text", "\"Hi\"")], changed);

    private static string Creative(params (string Field, string Raw)[] changed) =>
        Object([("channel", "\"email\""), ("creative", """{"subject":"Hello","text":"Hi"}""")], changed);
}
