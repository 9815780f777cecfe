using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Events that cannot be.</summary>
internal static class EventRows
{
    private static readonly (string Trick, string Name, string Raw, string Path)[] Fields =
    [
        ("an id of injection", "id", "\"' or 1 eq 1\"", "id"),
        ("an id that is a place", "id", "\"..\"", "id"),
        ("no name", "name", "null", "name"),
        ("a name of nothing visible", "name", "\"\\u200b\"", "name"),
        ("a name of 101 letters", "name", Long(101), "name"),
        ("a name of two lines", "name", "\"a\\nb\"", "name"),
        ("a name of half a character", "name", "\"\\ud83c\"", "name"),
        ("a contact of a slash", "contact", "\"a/b\"", "contact"),
        ("a contact that is not there", "contact", "\"nobody\"", "contact"),
        ("no time", "at", "\"\"", "at"),
        ("a time without an offset", "at", "\"2026-01-01T00:00:00\"", "at"),
        ("a time to come", "at", "\"9999-01-01T00:00:00Z\"", "at"),
        ("a time in seconds", "at", "1770112800", "at"),
        ("properties in a list", "properties", "[]", "properties"),
        ("a property of an object", "properties", "{\"a\":{}}", "properties.a"),
        ("a property of a list", "properties", "{\"a\":[1]}", "properties.a"),
        ("a property of a number beyond decimals", "properties", "{\"a\":1e99}", "properties.a"),
        ("a property of NUL", "properties", "{\"a\":\"\\u0000\"}", "properties.a"),
        ("a property of 1,001 letters", "properties", $"{{\"a\":{Long(1001)}}}", "properties.a"),
        ("a property without a name", "properties", "{\"\":1}", "properties."),
        ("a property named by code", "properties", "{\"__proto__\":1}", "properties.__proto__"),
        ("101 properties", "properties", $"{{{string.Join(',', Enumerable.Range(0, 101).Select(n => $"\"p{n}\":1"))}}}", "properties"),
        ("a tenant from outside", "tenantId", "\"rival\"", "tenantId"),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Fields.Select(fault => Post(fault.Trick, "/api/events", Event((fault.Name, fault.Raw))).Names(fault.Path)),
            Post("nothing given", "/api/events", "{}").Names("id"),
            Post("another contact's event", "/api/events", Event(("id", "\"e1\""), ("contact", "\"bob\""))).Conflict("otherContact"),
            Get("events of a contact that cannot be", "/api/contacts/a%20b/events").NotFound(),
            Get("events from another list's cursor", "/api/contacts/ann/events?cursor={contactsCursor}").Names("cursor"),
            Get("events without end", "/api/contacts/ann/events?limit=1000000000").Names("limit"),
            Get("events of an empty name", "/api/contacts/ann/events?name=").Names("name"),
        ];
}
