using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Single messages that cannot be sent.</summary>
internal static class SingleMessageRows
{
    private static readonly (string Trick, string Body, string Path)[] Bodies =
    [
        ("nothing", "{}", "channel"),
        ("a channel of smoke", """{"channel":"smoke"}""", "channel"),
        ("an address of HTML", Message("\"to\":\"<b>@example.net\""), "to"),
        ("an address of a quote and a filter", Message("\"to\":\"a' or PartitionKey ne '\""), "to"),
        ("two recipients", Message("\"to\":\"a@example.net\",\"contactId\":\"ann\""), "contactId"),
        ("a contact of a path", Message("\"contactId\":\"../ann\""), "contactId"),
        ("data of a list", Message("\"to\":\"a@example.net\",\"data\":[1]"), "data"),
        ("data of 65 KiB", Message($"\"to\":\"a@example.net\",\"data\":{{\"a\":\"{new string('a', 66_560)}\"}}"), "data"),
        ("a time of the year 9999", Message("\"to\":\"a@example.net\",\"sendAt\":\"9999-01-01T00:00:00Z\""), "sendAt"),
        ("an account of nobody", Message("\"to\":\"a@example.net\",\"account\":\"' or ''\""), "account"),
        ("a purpose of spam", Message("\"to\":\"a@example.net\",\"purpose\":\"spam\""), "purpose"),
        ("an id of its own", Message("\"to\":\"a@example.net\",\"id\":\"m1\""), "id"),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Bodies.Select(fault => Post(fault.Trick, "/api/messages", fault.Body).Names(fault.Path)),
            Post("a message of a reader", "/api/messages", Message("\"to\":\"a@example.net\"")).As("{viewer}").Is(403, "forbidden"),
            Get("a message that is not there", "/api/messages/00000000-0000-0000-0000-000000000000").NotFound(),
            Get("a message of a path", "/api/messages/..%2f..%2fx").NotFound(),
            Get("a message of 3,000 letters", $"/api/messages/{new string('a', 3_000)}").NotFound(),
        ];

    private static string Message(string rest) => $$"""{"channel":"email","creative":{"subject":"s","text":"t"},{{rest}}}""";
}
