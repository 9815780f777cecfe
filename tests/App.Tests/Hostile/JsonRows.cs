using System.Text;
using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Bodies that are hardly JSON, or JSON that means trouble.</summary>
internal static class JsonRows
{
    private const string Tasks = "/api/tasks";

    public static IEnumerable<Row> All =>
        [
            Post("no body at all", Tasks, "").Malformed(),
            Post("a byte order mark alone", Tasks, "\uFEFF").Malformed(),
            Post("blanks", Tasks, "   ").Malformed(),
            Post("an object cut off", Tasks, "{\"name\":\"a").Malformed(),
            Post("two objects", Tasks, "{}{}").Malformed(),
            Post("a trailing comma", Tasks, "{\"name\":\"a\",}").Malformed(),
            Post("a comment", Tasks, "{/* hi */}").Malformed(),
            Post("single quotes", Tasks, "{'name':'a'}").Malformed(),
            Post("NaN", Tasks, Task(("pacing", "{\"ratePerSecond\":NaN}"))).Malformed(),
            Post("infinity", Tasks, Task(("pacing", "{\"ratePerSecond\":-Infinity}"))).Malformed(),
            Post("a hexadecimal number", Tasks, Task(("pacing", "{\"dailyLimit\":0x10}"))).Malformed(),
            Post("a leading zero", Tasks, Task(("pacing", "{\"dailyLimit\":010}"))).Malformed(),
            Post("a raw line break in a text", Tasks, "{\"name\":\"a\nb\"}").Malformed(),
            Post("a raw NUL in a text", Tasks, "{\"name\":\"a\0b\"}").Malformed(),
            Post("arrays 100,000 deep", Tasks, new string('[', 100_000)).Malformed(),
            Post("objects 5,000 deep", Tasks, string.Concat(Enumerable.Repeat("{\"not\":", 5_000))).Malformed(),
            Post("closed arrays 5,000 deep", "/api/contacts", Contact(("attributes", new string('[', 5_000) + new string(']', 5_000))))
                .Malformed(),
            Post("UTF-16", Tasks).Of(Encoding.Unicode.GetBytes(Task())).Malformed(),
            Post("UTF-16 with its mark", Tasks).Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Task())]).Malformed(),
            Post("Latin-1", Tasks).Of(Encoding.Latin1.GetBytes(Task(("name", "\"Müller\"")))).Malformed(),
            Post("overlong UTF-8", Tasks).Of([.. "{\"name\":\""u8, 0xC0, 0xAF, .. "\"}"u8]).Malformed(),
            Post("a surrogate in UTF-8", Tasks).Of([.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]).Malformed(),
            Post("compressed bytes", Tasks).Of([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]).Malformed(),
            Post("a form", Tasks, "name=a&channel=email").Malformed(),
            Post("null for the body", Tasks, "null").Names("$"),
            Post("an array for the body", Tasks, "[{}]").Names("$"),
            Post("a number for the body", Tasks, "1e400").Names("$"),
            Post("an unknown field", Tasks, Task(("nmae", "1"))).Names("nmae"),
            Post("a field in other letters", Tasks, Task(("Name", "\"a\""))).Names("Name"),
            Post("__proto__", Tasks, Task(("__proto__", "{\"admin\":true}"))).Names("__proto__"),
            Post("$type", Tasks, Task(("$type", "\"System.Diagnostics.Process\""))).Names("$type"),
            Post("another tenant's id", Tasks, Task(("tenantId", "\"rival\""))).Names("tenantId"),
            Post("a status set from outside", Tasks, Task(("status", "\"completed\""))).Names("status"),
            Post("a field twice", Tasks, "{\"name\":\"a\",\"name\":\"b\"}").Names("name"),
            Post("a field twice, once escaped", Tasks, "{\"name\":\"a\",\"n\\u0061me\":\"b\"}").Names("name"),
            Post("a field twice inside", Tasks, Task(("creative", "{\"text\":\"a\",\"subject\":\"s\",\"text\":\"b\"}")))
                .Names("creative.text"),
            Post("a name of a field that is half a character", Tasks, "{\"\\ud800\":1}").Names("$"),
            Post("a very long name of a field", Tasks, $"{{{Long(5_000)}:1}}").Names($"{new string('a', 60)}…"),
            Post("a name of a field cut inside a character", Tasks, $"{{\"{new string('a', 59)}😀bc\":1}}")
                .Names($"{new string('a', 59)}…"),
            Post("a thousand unknown fields", Tasks, $"{{{string.Join(',', Enumerable.Range(0, 1_000).Select(n => $"\"f{n}\":1"))}}}")
                .Names("f0"),
            Post("a text for a number", Tasks, Task(("pacing", "{\"dailyLimit\":\"10\"}"))).Names("pacing.dailyLimit"),
            Post("a fraction for a whole number", Tasks, Task(("pacing", "{\"dailyLimit\":1.5}"))).Names("pacing.dailyLimit"),
            Post("a number beyond 64 bits", Tasks, Task(("pacing", "{\"dailyLimit\":18446744073709551616}"))).Names("pacing.dailyLimit"),
            Post("a number beyond doubles", Tasks, Task(("pacing", "{\"ratePerSecond\":1e999}"))).Names("pacing.ratePerSecond"),
            Post("minus nought", Tasks, Task(("pacing", "{\"ratePerSecond\":-0.0}"))).Names("pacing.ratePerSecond"),
            Post("an object for a text", Tasks, Task(("name", "{\"$ne\":null}"))).Names("name"),
            Post("an array for a text", Tasks, Task(("name", "[\"a\"]"))).Names("name"),
            Post("yes for true", Tasks, Task(("stopOnFailure", "\"yes\""))).Names("stopOnFailure"),
            Post("one for true", Tasks, Task(("start", "1"))).Names("start"),
            Post("a number for an enum", Tasks, Task(("channel", "0"))).Names("channel"),
            Post("two values of an enum", Tasks, Task(("channel", "\"email, sms\""))).Names("channel"),
            Post("half a character", Tasks, Task(("name", "\"\\udc00\""))).Names("name"),
        ];
}
