using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Who reads somebody else's inbox, with tokens that are none, old, forged, or meant for something else.</summary>
internal static class InboxRows
{
    private const string Inbox = "/api/inbox";

    private const string Tokens = "/api/contacts/ann/tokens";

    // The form of a token, from a key of another deployment, and one that has ended long ago.
    private const string Foreign = "v1.deadbeef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly string[] Forged =
    [
        Foreign,
        "v1..",
        "v1.deadbeef.",
        "v1.deadbeef.%%%",
        "v2.deadbeef.AAAA",
        "....",
        "{contactToken}x",
        "x{contactToken}",
        "{rival.contactToken}.{contactToken}",
        "{key}",
        "{viewer}",
        "{platformKey}",
        new('a', 5_000),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Forged.Select(token => Get($"a token that is none: {token[..Math.Min(token.Length, 20)]}", Inbox).As(token).Unknown()),
            Get("an inbox without a token", Inbox).As(null).Unknown(),
            Get("an inbox for a cookie", Inbox).As(null).With("Cookie: token={contactToken}").Unknown(),
            Get("a token in the address", $"{Inbox}?token={{contactToken}}").As(null).Unknown(),
            Get("a token for a task", "/api/tasks").As("{contactToken}").Unknown(),
            Get("a token for the contact itself", "/api/contacts/eve").As("{contactToken}").Unknown(),
            Get("a token for all tenants", "/api/tenants").As("{contactToken}").Is(401, "unauthorized"),
            Post("a token for another token", "/api/contacts/eve/tokens").As("{contactToken}").Unknown(),
            Get("an inbox from another list's cursor", $"{Inbox}?cursor={{contactsCursor}}").As("{contactToken}").Names("cursor"),
            Get("an inbox without end", $"{Inbox}?limit=1000000000").As("{contactToken}").Names("limit"),
            Get("another contact's inbox", $"{Inbox}?contact=ann").As("{contactToken}").Names("contact"),
            Post("another contact's message", $"{Inbox}/{{message}}/read").As("{contactToken}").NotFound(),
            Post("another tenant's message", $"{Inbox}/{{rival.message}}/read").As("{contactToken}").NotFound(),
            Post("a message of injection", $"{Inbox}/%27%20or%20%27/read").As("{contactToken}").NotFound(),
            Post("a message above its path", $"{Inbox}/..%2f..%2ftasks/read").As("{contactToken}").NotFound(),
            Post("a message read at another time", $"{Inbox}/{{message}}/read", "{\"readAt\":\"2020-01-01T00:00:00Z\"}")
                .As("{contactToken}")
                .Names("$"),
            Post("a script of one's own", "/api/widget.js", "{}").Is(405, "methodNotAllowed"),
            Post("a frame of one's own", "/api/widget", "{}").Is(405, "methodNotAllowed"),
            Get("a script of another version", "/api/widget.js").As(null).With("If-Match: \"x\"").Is(412, "preconditionFailed"),
            Get("a frame of another version", "/api/widget").As(null).With("If-Match: \"x\"").Is(412, "preconditionFailed"),
            Get("a file beside the widget's", "/api/widget/..%2f..%2fappsettings.json").NotFound(),
            Post("a token by a reader", Tokens).As("{viewer}").Is(403, "forbidden"),
            Post("a token of another tenant's contact", "/api/contacts/nobody/tokens").NotFound(),
            Post("a token for ever", Tokens, "{\"lifetime\":\"P31D\"}").Names("lifetime"),
            Post("a token that has ended", Tokens, "{\"lifetime\":\"PT0S\"}").Names("lifetime"),
            Post("a token of another contact", Tokens, "{\"contact\":\"bob\"}").Names("contact"),
            Post("an inbox of somebody else", "/api/contacts", HostileTable.Contact(("addresses", "{\"inbox\":\"ann\"}")))
                .Names("addresses.inbox"),
            Post("a widget of somebody else", "/api/contacts", HostileTable.Contact(("addresses", "{\"web\":\"ann\"}")))
                .Names("addresses.web"),
        ];

    private static Row Unknown(this Row row) => row.Is(401, "unauthorized");
}
