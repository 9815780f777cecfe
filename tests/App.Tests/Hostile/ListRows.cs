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
        "/api/webhooks/{webhook}/deliveries",
        "/api/sites/{site}/apps",
        "/api/audiences/{audience}/members",
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
