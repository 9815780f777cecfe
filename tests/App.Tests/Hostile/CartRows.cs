using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Carts that cannot be.</summary>
internal static class CartRows
{
    private static readonly (string Trick, string Name, string Raw, string Path)[] Fields =
    [
        ("no contact", "contact", "null", "contact"),
        ("a contact that is not there", "contact", "\"nobody\"", "contact"),
        ("no time", "updatedAt", "null", "updatedAt"),
        ("a time that outlasts every correction", "updatedAt", "\"9999-01-01T00:00:00Z\"", "updatedAt"),
        ("no items", "items", "null", "items"),
        ("201 items", "items", $"[{string.Join(',', Enumerable.Repeat("{\"product\":\"p\"}", 201))}]", "items"),
        ("an item of null", "items", "[null]", "items[0]"),
        ("an item of nothing", "items", "[{}]", "items[0].product"),
        ("a quantity below nought", "items", "[{\"product\":\"p\",\"quantity\":-1}]", "items[0].quantity"),
        ("a price below nought", "items", "[{\"product\":\"p\",\"price\":-0.01}]", "items[0].price"),
        ("a currency of a quote", "currency", "\"EU'\"", "currency"),
        ("another id", "id", "\"k2\"", "id"),
        ("a deletion from outside", "isDeleted", "true", "isDeleted"),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Fields.Select(fault => Put(fault.Trick, "/api/carts/k9", Cart((fault.Name, fault.Raw))).Names(fault.Path)),
            Put("an id of a blank", "/api/carts/k%209", Cart()).Names("id"),
            Put("a cart of a version", "/api/carts/k9", Cart()).With("If-Match: \"1\"").Names("If-Match"),
            Put("another contact's cart", "/api/carts/k1", Cart(("contact", "\"bob\""))).Conflict("otherContact"),
            Put("a cart of a reader", "/api/carts/k9", Cart()).As("{viewer}").Is(403, "forbidden"),
            Get("a cart that is not there", "/api/carts/k9").NotFound(),
            Delete("a cart that is not there", "/api/carts/k9").NotFound(),
            Delete("a cart of a version", "/api/carts/k1").With("If-Match: \"1\"").Names("If-Match"),
        ];
}
