using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Schedules, paces and creatives that cannot be. The whole table of bad schedules is <c>BadSchedules</c>.</summary>
internal static class TaskPartRows
{
    public static IEnumerable<Row> All =>
        [
            Schedule("a start long past", """{"startAt":"2001-01-01T00:00:00Z"}""", "startAt"),
            Schedule("a start without an offset", """{"startAt":"2027-01-01T00:00:00"}""", "startAt"),
            Schedule("a start on 30 February", """{"startAt":"2027-02-30T00:00:00Z"}""", "startAt"),
            Schedule("a start at the end of time", """{"startAt":"9999-12-31T23:59:59-14:00"}""", "startAt"),
            Schedule("a day at the end of time", """{"startDate":"9999-12-31"}""", "startDate"),
            Schedule("a day before the first", """{"startDate":"0000-00-00"}""", "startDate"),
            Schedule("a zone on Mars", """{"timeZone":"Mars/Olympus"}""", "timeZone"),
            Schedule("a zone that is a path", """{"timeZone":"../../etc/passwd"}""", "timeZone"),
            Schedule("a zone of 5,000 letters", $$"""{"timeZone":{{Long(5_000)}}}""", "timeZone"),
            Schedule("windows of a minute", """{"windows":[{"from":"09:00","to":"09:01"}]}""", "windows[0].to"),
            Schedule(
                "10,000 windows",
                $$"""{"windows":[{{string.Join(',', Enumerable.Repeat("{\"from\":\"09:00\",\"to\":\"12:00\"}", 10_000))}}]}""",
                "windows"
            ),
            Schedule("hour 25", """{"windows":[{"from":"25:00","to":"26:00"}]}""", "windows[0].from"),
            Schedule(
                "no day left",
                """{"doNotDisturb":{"weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}}""",
                "doNotDisturb.weekdays"
            ),
            Schedule("a recurrence of nothing", """{"recurrence":{}}""", "recurrence.kind"),
            Schedule("every zeroth day", """{"recurrence":{"kind":"daily","every":0}}""", "recurrence.every"),
            Schedule("every minus first day", """{"recurrence":{"kind":"daily","every":-1}}""", "recurrence.every"),
            Schedule("day 32", """{"recurrence":{"kind":"monthly","day":32}}""", "recurrence.day"),
            Schedule("a latest start of a billion years", """{"latestStart":"P1000000000Y"}""", "latestStart"),
            Schedule("a start at an instant and on a day", """{"startAt":"2027-01-01T00:00:00Z","startDate":"2027-01-01"}""", "startDate"),
            Part("pacing", "a pause in words", """{"pauseBetweenMessages":"3 seconds"}""", "pauseBetweenMessages"),
            Part("pacing", "a pause backwards", """{"pauseBetweenMessages":"-PT3S"}""", "pauseBetweenMessages"),
            Part("pacing", "a pause of ages", """{"pauseBetweenMessages":"P99999999999D"}""", "pauseBetweenMessages"),
            Part("pacing", "a rate of a hair", """{"ratePerSecond":1e-300}""", "ratePerSecond"),
            Part("pacing", "a limit of nought", """{"dailyLimit":0}""", "dailyLimit"),
            Part("creative", "no text", """{"subject":"s"}""", "text"),
            Part("creative", "a subject that adds a header", """{"subject":"a\r\nBcc: x@y.zz","text":"t"}""", "subject"),
            Part("creative", "a text with NUL", """{"subject":"s","text":"a\u0000b"}""", "text"),
            Part("creative", "a text of 2 MB", $$"""{"subject":"s","text":{{Long(2_000_000)}}}""", "text"),
            Part("creative", "a variable that never ends", """{"subject":"s","text":"{{firstName"}""", "text"),
            Part("creative", "a variable of code", """{"subject":"s","text":"{{constructor.constructor('x')()}}"}""", "text"),
            Part("creative", "blocks 5,000 deep", $$"""{"subject":"s","text":{{Repeated("{% if a %}", 5_000)}}}""", "text"),
            Part("creative", "brackets 20,000 deep", $$$"""{"subject":"s","text":"{{ {{{Repeated("a[", 20_000)[1..^1]}}} }}"}""", "text"),
            Part("creative", "8,000 filters", $$$"""{"subject":"s","text":"{{ email{{{Repeated("|upcase", 8_000)[1..^1]}}} }}"}""", "text"),
            Part("creative", "a loop of a billion", """{"subject":"s","text":"{% for i in (1..1000000000) %}a{% endfor %}"}""", "text"),
            Part("creative", "a file of the server", """{"subject":"s","text":"{% include '/etc/passwd' %}"}""", "text"),
            Part("creative", "a tag nobody knows", """{"subject":"s","text":"{% exec 'rm' %}"}""", "text"),
            Part("creative", "the old spelling", """{"subject":"s","text":"{{firstName|there}}"}""", "text"),
            Part("creative", "braces in code", """{"subject":"s","text":"%7B%7Bemail%7D%7D"}""", "text"),
            Part(
                "creative",
                "a number for a variable of a template",
                """{"templateId":"x","templateVariables":{"a":1}}""",
                "templateVariables.a"
            ),
        ];

    private static Row Schedule(string trick, string json, string field) => Part("schedule", trick, json, field);

    private static Row Part(string part, string trick, string json, string field) =>
        Post(trick, "/api/tasks", Task((part, json))).Names($"{part}.{field}");
}
