using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Orders that cannot be.</summary>
internal static class OrderRows
{
    private static readonly (string Trick, string Name, string Raw, string Path)[] Fields =
    [
        ("an id of injection", "id", "\"' or 1 eq 1\"", "id"),
        ("an id that is a place", "id", "\"..\"", "id"),
        ("a contact of a slash", "contact", "\"a/b\"", "contact"),
        ("no contact", "contact", "null", "contact"),
        ("no time", "at", "\"\"", "at"),
        ("a time without an offset", "at", "\"2026-01-01T00:00:00\"", "at"),
        ("a leap second", "at", "\"2016-12-31T23:59:60Z\"", "at"),
        ("a time before the first", "at", "\"0001-01-01T00:00:00+14:00\"", "at"),
        ("a time after the last", "at", "\"9999-12-31T23:59:59-14:00\"", "at"),
        ("a status nobody knows", "status", "\"stolen\"", "status"),
        ("no items", "items", "[]", "items"),
        ("an item of null", "items", "[null]", "items[0]"),
        ("an item of nothing", "items", "[{}]", "items[0].product"),
        ("201 items", "items", $"[{string.Join(',', Enumerable.Repeat("{\"product\":\"p\"}", 201))}]", "items"),
        ("a product of NUL", "items", "[{\"product\":\"\\u0000\"}]", "items[0].product"),
        ("a quantity of nought", "items", "[{\"product\":\"p\",\"quantity\":0}]", "items[0].quantity"),
        ("a quantity below nought", "items", "[{\"product\":\"p\",\"quantity\":-1}]", "items[0].quantity"),
        ("a quantity beyond 32 bits", "items", "[{\"product\":\"p\",\"quantity\":2147483648}]", "items[0].quantity"),
        ("a quantity of a fraction", "items", "[{\"product\":\"p\",\"quantity\":0.5}]", "items[0].quantity"),
        ("a price below nought", "items", "[{\"product\":\"p\",\"price\":-0.01}]", "items[0].price"),
        ("a price of the largest decimal", "items", "[{\"product\":\"p\",\"price\":79228162514264337593543950335}]", "items[0].price"),
        ("a price beyond decimals", "items", "[{\"product\":\"p\",\"price\":1e29}]", "items[0].price"),
        ("a price in text", "items", "[{\"product\":\"p\",\"price\":\"9.99\"}]", "items[0].price"),
        ("a version of nought", "version", "0", "version"),
        ("a version beyond 64 bits", "version", "9223372036854775808", "version"),
        ("a currency of a quote", "currency", "\"EU'\"", "currency"),
        ("a country of one letter", "country", "\"F\"", "country"),
        ("a campaign of two lines", "campaign", "\"a\\nb\"", "campaign"),
        ("a campaign of 101 letters", "campaign", Long(101), "campaign"),
        ("a total from outside", "total", "1", "total"),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Fields.Select(fault => Post(fault.Trick, "/api/orders", Order((fault.Name, fault.Raw))).Names(fault.Path)),
            Post("nothing given", "/api/orders", "{}").Names("id"),
            Post("another contact's order", "/api/orders", Order(("id", "\"o1\""), ("contact", "\"bob\""))).Conflict("otherContact"),
            Get("an order that is not there", "/api/orders/o9").NotFound(),
            Delete("an order that is not there", "/api/orders/o9").NotFound(),
            Delete("an order of injection", "/api/orders/%27%20or%20%27").NotFound(),
            Delete("an order in a version", "/api/orders/o1").With("If-Match: *").Names("If-Match"),
            Get("no campaign", "/api/conversions").Names("campaign"),
            Get("an empty campaign", "/api/conversions?campaign=").Names("campaign"),
            Get("a campaign of injection", "/api/conversions?campaign=%27%20or%201%20eq%201%20or%20%27").NotFound(),
            Get("a campaign of NUL", "/api/conversions?campaign=%00").NotFound(),
            Get("a campaign of 3,000 letters", $"/api/conversions?campaign={new string('a', 3_000)}").Names("campaign"),
        ];
}
