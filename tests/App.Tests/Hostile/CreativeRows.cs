using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Previews of creatives that nobody could send, for people who are not there.</summary>
internal static class CreativeRows
{
    private const string Previews = "/api/creatives/preview";

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
        ];

    private static string Creative(params (string Field, string Raw)[] changed) =>
        Object([("channel", "\"email\""), ("creative", """{"subject":"Hello","text":"Hi"}""")], changed);
}
