using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Queries of lists.</summary>
internal static class ListRows
{
    private static readonly string[] Paged =
    [
        "/api/tasks",
        "/api/contacts",
        "/api/products",
        "/api/audiences",
        "/api/imports",
        "/api/sandbox/messages",
        "/api/tasks/{task}/runs",
        "/api/tasks/{task}/runs/{run}/messages",
        "/api/tasks/{task}/audit",
        "/api/erasures",
        "/api/suppressions",
        "/api/campaigns",
        "/api/sites",
        "/api/webhooks",
        "/api/contacts/ann/inbound",
        "/api/contacts/ann/messages",
        "/api/webhooks/{webhook}/deliveries",
        "/api/sites/{site}/apps",
        "/api/audiences/{audience}/members",
    ];

    private static readonly string[] Exported =
    [
        "/api/tasks/{task}/messages/export?",
        "/api/contacts/export?",
        "/api/suppressions/export?",
        "/api/audiences/{audience}/export?channel=email&",
    ];

    public static IEnumerable<Row> All =>
        [
            .. Paged.SelectMany(path =>
                new[] { "0", "-1", "201", "1000000000", "99999999999999999999", "1.5", "1e2", "%2B1", "many", "" }.Select(limit =>
                    Get($"a limit of '{limit}'", $"{path}?limit={limit}").Names("limit")
                )
            ),
            .. Paged.SelectMany(path =>
                new[]
                {
                    "",
                    "%00",
                    "%27",
                    "AAAA",
                    "..",
                    "null",
                    "%F0%9F%98%80",
                    new string('a', 2_049),
                    "{rival.contactsCursor}",
                    "{rival.productsCursor}",
                }.Select(cursor => Get($"a cursor of '{cursor}'", $"{path}?cursor={cursor}").Names("cursor"))
            ),
            .. Exported.SelectMany(path =>
                new[] { "", "'", "%00", "..", "a/b", "%F0%9F%98%80", "x' or PartitionKey ne '", new string('a', 2_049) }.Select(after =>
                    Get($"an export after '{after}'", $"{path}after={after.Replace(" ", "%20", StringComparison.Ordinal)}").Names("after")
                )
            ),
            .. Exported.Select(path => Get("an export in a format of old", $"{path}format=XLS").Names("format")),
            .. Exported.Select(path => Get("an export cut by a limit", $"{path}limit=10").Names("limit")),
            Get("another tenant's messages", "/api/tasks/{rival.task}/messages/export").NotFound(),
            Get("another tenant's audience", "/api/audiences/{rival.audience}/export?channel=email").NotFound(),
            Get("contacts without a channel", "/api/audiences/{audience}/export").Names("channel"),
            Get("contacts by attributes without names", "/api/contacts/export?attributes=,").Names("attributes"),
            Get("contacts with attributes twice", "/api/contacts/export?format=ndjson&attributes=a").Names("attributes"),
            Get("messages from no time", "/api/contacts/ann/messages?from=%27").Names("from"),
            Get("messages to a day", "/api/contacts/ann/messages?to=2026-11-11").Names("to"),
            Get("contacts by no address", "/api/contacts?address=%00").Names("address"),
            Get("contacts by a number for mail", "/api/contacts?channel=email&address=12").Names("address"),
            Get("contacts by a search of injection", "/api/contacts?search=%27%20or%201%20eq%201").Names("search"),
            Get("contacts by a search for all", "/api/contacts?search=*").Names("search"),
            Get("fields nobody knows", "/api/tasks?fields=tenantId").Names("fields"),
            Get("a limit twice", "/api/tasks?limit=1&limit=2").Names("limit"),
            Get("a limit in brackets", "/api/tasks?limit[]=1").Names("limit[]"),
            Get("a limit in capitals", "/api/tasks?LIMIT=1").Names("LIMIT"),
            Get("a cursor twice", "/api/contacts?cursor={contactsCursor}&cursor={contactsCursor}").Names("cursor"),
            Get("a cursor cut short", "/api/contacts?cursor=e30").Names("cursor"),
            Get("contacts from products' cursor", "/api/contacts?cursor={productsCursor}").Names("cursor"),
            Get("products from audiences' cursor", "/api/products?cursor={audiencesCursor}").Names("cursor"),
            Get("a filter of OData", "/api/tasks?$filter=PartitionKey%20ne%20%27%27").Names("$filter"),
            Get("an order of rows", "/api/tasks?$orderby=name").Names("$orderby"),
            Get("no status", "/api/tasks?status=").Names("status"),
            Get("an unknown status among known", "/api/tasks?status=draft,lost").Names("status"),
            Get("a status of a comma", "/api/tasks?status=,").Names("status"),
            Get("a channel in capitals", "/api/tasks?channel=EMAIL").Names("channel"),
            Get("a name of 3,000 letters", $"/api/tasks?name={new string('a', 3_000)}").Names("name"),
            Get("a parameter without a name", "/api/tasks?=1").Names(""),
            Get("a parameter of 5,000 letters", $"/api/tasks?{new string('a', 5_000)}=1").Names($"{new string('a', 60)}…"),
            Get("a thousand parameters", $"/api/tasks?{string.Join('&', Enumerable.Range(0, 1_000).Select(n => $"a{n}=1"))}").Names("a0"),
            Get("a query where none is known", "/api/settings?limit=1").Names("limit"),
            Get("no accounts at all", "/api/channel-accounts?limit=0").Names("limit"),
            Get("a query of the API's document", "/api/openapi.json?format=yaml").As(null).Names("format"),
            Get("a query of health", "/api/health?verbose=true").As(null).Names("verbose"),
            Get("a query of the channels", "/api/channels?channel=email").Names("channel"),
            Get("a query of the root", "/?x=1").As(null).Names("x"),
        ];
}
