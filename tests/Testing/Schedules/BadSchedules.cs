using Xunit;

namespace CampaignTasks.Testing.Schedules;

/// <summary>
/// Schedules with one fault each, as JSON, with the field that is named and words of the message. It is <see cref="Any.Now"/>, a Tuesday.
/// </summary>
public static class BadSchedules
{
    public static TheoryData<string, string, string> All { get; } =
        new()
        {
            // Start
            { """{"startAt":"tomorrow"}""", "startAt", "not an instant: write date, time and offset" },
            { """{"startAt":"2026-12-02T09:00:00"}""", "startAt", "not an instant" },
            { """{"startAt":"2026-02-30T09:00:00Z"}""", "startAt", "not an instant" },
            { """{"startAt":"2026-11-30T08:59:59Z"}""", "startAt", "passed more than 24 hours ago" },
            { """{"startAt":"2026-12-01T08:00:00Z","latestStart":"PT30M"}""", "startAt", "passed more than PT30M ago" },
            { """{"startAt":"2037-01-01T00:00:00Z"}""", "startAt", "more than ten years away" },
            {
                """{"startAt":"2026-12-02T09:00:00Z","timeZone":"recipient","recurrence":{"kind":"daily"}}""",
                "startAt",
                "give startDate, and windows"
            },
            { """{"startAt":"2026-12-02T09:00:00Z","startDate":"2026-12-02"}""", "startDate", "given twice: give either startAt" },
            { """{"startDate":"01.12.2026"}""", "startDate", "write year, month and day, as in 2026-12-01" },
            { """{"startDate":"2027-02-29"}""", "startDate", "not a day of the calendar" },
            { """{"startDate":"2026-11-30"}""", "startDate", "has passed: give 2026-12-01 (today) or a later day" },
            { """{"startDate":"2026-11-29","timeZone":"Pacific/Pago_Pago"}""", "startDate", "has passed: give 2026-11-30" },
            { """{"startDate":"2026-11-30","timeZone":"recipient"}""", "startDate", "has passed: give 2026-12-01" },
            { """{"startDate":"2037-01-01"}""", "startDate", "more than ten years away" },
            {
                """{"startDate":"2026-12-01","latestStart":"PT1H","windows":[{"from":"05:00","to":"20:00"}]}""",
                "startDate",
                "passed more than PT1H ago"
            },
            // Finish
            { """{"finishDate":"December"}""", "finishDate", "not a day of the calendar" },
            { """{"finishDate":"2026-11-30"}""", "finishDate", "has passed: give 2026-12-01 (today) or a later day" },
            {
                """{"finishDate":"2026-11-29","timeZone":"recipient"}""",
                "finishDate",
                "has passed: give 2026-11-30 (today) or a later day"
            },
            { """{"finishDate":"2037-01-01"}""", "finishDate", "more than ten years away" },
            {
                """{"startDate":"2026-12-10","finishDate":"2026-12-09"}""",
                "finishDate",
                "before the start: give 2026-12-10 or a later day"
            },
            {
                """{"startAt":"2026-12-10T20:00:00Z","finishDate":"2026-12-10","timeZone":"Asia/Tokyo"}""",
                "finishDate",
                "before the start: give 2026-12-11"
            },
            {
                """{"startAt":"2026-12-10T20:00:00Z","finishDate":"2026-12-10","windows":[{"from":"09:00","to":"18:00"}]}""",
                "finishDate",
                "No occurrence comes before"
            },
            { """{"finishDate":"2026-12-01","windows":[{"from":"05:00","to":"08:00"}]}""", "finishDate", "No occurrence comes before" },
            {
                """{"startDate":"2026-12-01","finishDate":"2026-12-06","recurrence":{"kind":"monthly","day":18}}""",
                "finishDate",
                "No occurrence comes before"
            },
            {
                """{"startDate":"2026-12-05","finishDate":"2026-12-06","doNotDisturb":{"weekdays":["saturday","sunday"]}}""",
                "finishDate",
                "fewer days of rest"
            },
            // Zone
            { """{"timeZone":""}""", "timeZone", "write an IANA id" },
            { """{"timeZone":"Europe/Pariss"}""", "timeZone", "do you mean Europe/Paris?" },
            { """{"timeZone":"europe/paris"}""", "timeZone", "do you mean Europe/Paris?" },
            { """{"timeZone":"New York"}""", "timeZone", "do you mean America/New_York?" },
            { """{"timeZone":"recipients"}""", "timeZone", "do you mean recipient?" },
            { """{"timeZone":"Romance Standard Time"}""", "timeZone", "do you mean Europe/Paris? Else write an IANA id" },
            { """{"timeZone":"GMT+2"}""", "timeZone", "as in Europe/Kyiv, or Etc/GMT-2" },
            // Windows
            { """{"windows":[{"from":"9","to":"18:00"}]}""", "windows[0].from", "write hours and minutes, as in 09:00" },
            { """{"windows":[{"from":"09:00","to":"18:60"}]}""", "windows[0].to", "not one of a day" },
            { """{"windows":[{"to":"18:00"}]}""", "windows[0].from", "missing" },
            { """{"windows":[{"from":"09:00"}]}""", "windows[0].to", "missing" },
            {
                """{"windows":[{"from":"09:00:30","to":"18:00"}]}""",
                "windows[0].from",
                "has seconds: write hours and minutes only, as in 09:00"
            },
            { """{"windows":[{"from":"09:00","to":"18:00:00"}]}""", "windows[0].to", "has seconds" },
            { """{"windows":[{"from":"24:00","to":"24:00"}]}""", "windows[0].from", "write 00:00 for its beginning" },
            { """{"windows":[{"from":"18:00","to":"00:00"}]}""", "windows[0].to", "write 24:00 for its end" },
            { """{"windows":[{"from":"09:00","to":"09:00"}]}""", "windows[0].to", "empty: end it later" },
            {
                """{"windows":[{"from":"20:00","to":"06:00"}]}""",
                "windows[0].to",
                """{"from":"00:00","to":"06:00"} and {"from":"20:00","to":"24:00"}"""
            },
            {
                """{"windows":[{"from":"23:00","to":"01:00"}]}""",
                "windows[0].to",
                """{"from":"00:00","to":"02:01"} and {"from":"21:59","to":"24:00"}"""
            },
            {
                """{"windows":[{"from":"09:00","to":"11:00"}]}""",
                "windows[0].to",
                "120 minutes long: each must be longer than two hours. End it at 11:01 or later."
            },
            { """{"windows":[{"from":"22:00","to":"24:00"}]}""", "windows[0].to", "Begin it at 21:59 or earlier." },
            {
                """{"windows":[{"from":"09:00","to":"12:00"},{"from":"11:00","to":"14:00"}]}""",
                "windows[1].from",
                "overlaps the one before it, which ends at 12:00"
            },
            {
                """{"windows":[{"from":"09:00","to":"12:00"},{"from":"12:00","to":"15:00"}]}""",
                "windows[1].from",
                "make one window of the two, or begin later"
            },
            { """{"windows":[{"from":"14:00","to":"18:00"},{"from":"09:00","to":"12:00"}]}""", "windows[1].from", "not in order" },
            { """{"windows":[{},{},{},{},{},{},{},{},{},{},{}]}""", "windows", "There are 11 windows: give at most 10" },
            // Days of rest
            { """{"doNotDisturb":{"weekdays":["Saturday"]}}""", "doNotDisturb.weekdays[0]", "write one of monday, tuesday" },
            { """{"doNotDisturb":{"weekdays":["sunday","sunday"]}}""", "doNotDisturb.weekdays[1]", "sunday is given twice" },
            {
                """{"doNotDisturb":{"weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}}""",
                "doNotDisturb.weekdays",
                "leave at least one out"
            },
            { """{"doNotDisturb":{"dates":["25.12."]}}""", "doNotDisturb.dates[0]", "not a day of the calendar" },
            { """{"doNotDisturb":{"dates":["2026-12-25","2026-12-25"]}}""", "doNotDisturb.dates[1]", "2026-12-25 is given twice" },
            { """{"doNotDisturb":{"dates":["2026-12-25","2126-12-25"]}}""", "doNotDisturb.dates[1]", "more than ten years away" },
            // Recurrence
            { """{"recurrence":{}}""", "recurrence.kind", "missing: give once, daily, weekly or monthly" },
            { """{"recurrence":{"kind":"hourly"}}""", "recurrence.kind", "none of ours: give once, daily" },
            { """{"recurrence":{"kind":"daily","every":0}}""", "recurrence.every", "number of days is out of range: give 1 to 365" },
            { """{"recurrence":{"kind":"daily","every":366}}""", "recurrence.every", "give 1 to 365" },
            {
                """{"recurrence":{"kind":"weekly","every":53,"on":["monday"]}}""",
                "recurrence.every",
                "number of weeks is out of range: give 1 to 52"
            },
            { """{"recurrence":{"kind":"once","every":2}}""", "recurrence.every", "kind once has no every" },
            { """{"recurrence":{"kind":"monthly","day":1,"every":2}}""", "recurrence.every", "kind monthly has no every" },
            { """{"recurrence":{"kind":"weekly"}}""", "recurrence.on", "missing: name at least one" },
            { """{"recurrence":{"kind":"weekly","on":[]}}""", "recurrence.on", "missing: name at least one" },
            { """{"recurrence":{"kind":"weekly","on":["tue"]}}""", "recurrence.on[0]", "no weekday of this name" },
            { """{"recurrence":{"kind":"weekly","on":["tuesday","tuesday"]}}""", "recurrence.on[1]", "tuesday is given twice" },
            { """{"recurrence":{"kind":"daily","on":["tuesday"]}}""", "recurrence.on", "kind daily has no weekdays" },
            {
                """{"recurrence":{"kind":"weekly","on":["friday","sunday"]},"doNotDisturb":{"weekdays":["sunday"]}}""",
                "recurrence.on[1]",
                "run on sunday, which doNotDisturb.weekdays"
            },
            { """{"recurrence":{"kind":"monthly"}}""", "recurrence.day", "missing: give 1 to 31" },
            { """{"recurrence":{"kind":"monthly","day":0}}""", "recurrence.day", "out of range: give 1 to 31, or \"last\"" },
            { """{"recurrence":{"kind":"monthly","day":32}}""", "recurrence.day", "out of range: give 1 to 31" },
            { """{"recurrence":{"kind":"weekly","on":["monday"],"day":3}}""", "recurrence.day", "kind weekly has no day of the month" },
            {
                """{"startDate":"2026-12-05","recurrence":{"kind":"daily","every":14},"doNotDisturb":{"weekdays":["saturday"]}}""",
                "recurrence.every",
                "Every occurrence falls on a day of rest"
            },
            // Latest start
            { """{"latestStart":"a day"}""", "latestStart", "write it like PT24H" },
            { """{"latestStart":"PT59S"}""", "latestStart", "give PT1M to P30D" },
            { """{"latestStart":"P31D"}""", "latestStart", "give PT1M to P30D" },
        };
}
