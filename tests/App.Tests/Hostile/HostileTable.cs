using System.Text.Json;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Every hostile request, and the bodies they are made from.</summary>
internal static class HostileTable
{
    public static IReadOnlyList<Row> All { get; } =
    [
        .. JsonRows.All,
        .. TaskRows.All,
        .. TaskPartRows.All,
        .. CreativeRows.All,
        .. AutomationRows.All,
        .. CampaignRows.All,
        .. WebhookRows.All,
        .. PeopleRows.All,
        .. OrderRows.All,
        .. EventRows.All,
        .. CartRows.All,
        .. SingleMessageRows.All,
        .. AudienceRows.All,
        .. CompanyRows.All,
        .. InboxRows.All,
        .. FileRows.All,
        .. ListRows.All,
        .. WireRows.All,
        .. HeaderRows.All,
        .. ReceiptRows.All,
        .. ChatHookRows.All,
        .. MailHookRows.All,
        .. OperatorRows.All,
    ];

    public static string Task(params (string Field, string Raw)[] changed) =>
        Object(
            [
                ("name", "\"Announcement\""),
                ("channel", "\"email\""),
                ("audience", """{"list":"ann@example.net"}"""),
                ("creative", """{"subject":"Hello","text":"Hi"}"""),
                ("start", "false"),
            ],
            changed
        );

    public static string Contact(params (string Field, string Raw)[] changed) => Object([("id", "\"mallory\"")], changed);

    public static string Order(params (string Field, string Raw)[] changed) =>
        Object(
            [
                ("id", "\"o9\""),
                ("contact", "\"ann\""),
                ("at", "\"2026-02-03T10:00:00Z\""),
                ("status", "\"successful\""),
                ("items", """[{"product":"of-ann"}]"""),
            ],
            changed
        );

    public static string Event(params (string Field, string Raw)[] changed) =>
        Object([("id", "\"e9\""), ("name", "\"Viewed product\""), ("contact", "\"ann\""), ("at", "\"2026-02-03T10:00:00Z\"")], changed);

    public static string Cart(params (string Field, string Raw)[] changed) =>
        Object([("contact", "\"ann\""), ("updatedAt", "\"2026-02-03T10:00:00Z\""), ("items", """[{"product":"of-ann"}]""")], changed);

    public static string Account(params (string Field, string Raw)[] changed) =>
        Object([("name", "\"News\""), ("channel", "\"email\""), ("provider", "\"sandbox\"")], changed);

    public static string Preview(string audience) => $$"""{"channel":"email","audience":{{audience}}}""";

    /// <summary>A JSON text of the same words again and again.</summary>
    public static string Repeated(string words, int times) => $"\"{string.Concat(Enumerable.Repeat(words, times))}\"";

    /// <summary>A JSON text of so many letters.</summary>
    public static string Long(int letters) => $"\"{new string('a', letters)}\"";

    /// <summary>
    /// An object whose fields are raw JSON; a changed field that is not there is added, one changed to nothing taken out.
    /// </summary>
    public static string Object((string Field, string Raw)[] fields, params (string Field, string Raw)[] changed)
    {
        var all = fields
            .Where(field => changed.All(other => other.Field != field.Field))
            .Concat(changed.Where(field => field.Raw.Length > 0));
        return $"{{{string.Join(',', all.Select(field => $"{JsonSerializer.Serialize(field.Field)}:{field.Raw}"))}}}";
    }
}
