using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Contacts and products that cannot be, and ids that reach for other rows.</summary>
internal static class PeopleRows
{
    private const string Contacts = "/api/contacts";

    private const string Suppressions = "/api/suppressions";

    /// <summary>Ids as they go over the wire that would end a key, a filter or a path if they were taken as they are.</summary>
    private static readonly string[] Ids =
    [
        "'",
        "a%27%20or%20%27a",
        "a%2fb",
        "a%5cb",
        "a%23b",
        "a%3fb",
        "a%0ab",
        "a%7fb",
        "a%c2%85b",
        "%ff%fe",
        "%ed%a0%80",
        "%f0%9f%98%80",
        "%e2%80%ae",
        "a%252fb",
        "a%20",
        "%7e",
        "a|b",
        "a;b",
        "a%22b",
        new('a', 65),
        new('a', 1_025),
        new('a', 7_000),
    ];

    public static IEnumerable<Row> All =>
        [
            .. Ids.Select(id => Put($"contact {Shown(id)}", $"{Contacts}/{id}", "{}").Names("id")),
            .. Ids.Select(id => Get($"contact {Shown(id)}", $"{Contacts}/{id}").NotFound()),
            .. Ids.Take(8).SelectMany(Elsewhere),
            .. Fields.Select(fault => Post(fault.Trick, Contacts, Contact((fault.Name, fault.Raw))).Names(fault.Path)),
            .. new[] { "\".\"", "\"..\"", "\"\"", "\" \"", "\"a/b\"", "\"\\u0000\"", "null", "7", Long(65) }.Select(id =>
                Post($"the id {Shown(id)}", Contacts, Contact(("id", id))).Names("id")
            ),
            Post("nothing given", Contacts, "{}").Names("id"),
            Post("a contact of a reader", Contacts, Contact()).As("{viewer}").Is(403, "forbidden"),
            Put("an id in the body", $"{Contacts}/mallory", "{\"id\":\"ann\"}").Names("id"),
            Put("an old version", $"{Contacts}/ann", "{}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Put("a version of what is not there", $"{Contacts}/mallory", "{}").With("If-Match: *").Is(412, "preconditionFailed"),
            Patch("nobody", $"{Contacts}/mallory", "{}").NotFound(),
            Patch("an old version", $"{Contacts}/ann", "{\"country\":\"FR\"}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Patch("a country of injection", $"{Contacts}/ann", "{\"country\":\"' or \"}").Names("country"),
            Delete("an old version", $"{Contacts}/ann").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Get("another tenant's erasure", "/api/erasures/{rival.erasure}").NotFound(),
            Get("an erasure of injection", "/api/erasures/%27%20or%20%27").NotFound(),
            Get("erasures from another list's cursor", "/api/erasures?cursor={contactsCursor}").Names("cursor"),
            Get("erasures without end", "/api/erasures?limit=1000000000").Names("limit"),
            .. new[] { "null", "7", "\"pigeon\"", "\"EMAIL\"", "[]" }.Select(channel =>
                Post($"a suppression on {channel}", Suppressions, $"{{\"channel\":{channel},\"address\":\"a@b.cc\"}}").Names("channel")
            ),
            .. new[] { "null", "7", "\"\"", "\"a@b.cc\\r\\nBcc: x@y.zz\"", "\"a\\u0000@b.cc\"", "\"\\ud800@b.cc\"", Long(5_000) }.Select(
                address =>
                    Post($"a suppression of {Shown(address)}", Suppressions, $"{{\"channel\":\"email\",\"address\":{address}}}")
                        .Names("address")
            ),
            Post("a suppression for a reason of its own", Suppressions, "{\"channel\":\"email\",\"address\":\"a@b.cc\",\"reason\":\"x\"}")
                .Names("reason"),
            Post("a suppression by somebody else", Suppressions, "{\"channel\":\"email\",\"address\":\"a@b.cc\",\"source\":\"acs\"}")
                .Names("source"),
            Post("a suppression by a reader", Suppressions, "{\"channel\":\"email\",\"address\":\"a@b.cc\"}")
                .As("{viewer}")
                .Is(403, "forbidden"),
            Get("suppressions of an address on no channel", $"{Suppressions}?address=a@b.cc").Names("channel"),
            Get("suppressions of what is no address", $"{Suppressions}?channel=email&address=%27%20or%20%27").Names("address"),
            Get("suppressions of injection", $"{Suppressions}?channel=%27%20or%20%27").Names("channel"),
            Get("suppressions from another list's cursor", $"{Suppressions}?cursor={{contactsCursor}}").Names("cursor"),
            .. Ids.Take(18).Select(id => Delete($"suppression of {Shown(id)}", $"{Suppressions}/email/{id}").NotFound()),
            Delete("suppression on no channel", $"{Suppressions}/pigeon/a@b.cc").NotFound(),
            Delete("suppression by a reader", $"{Suppressions}/email/a@b.cc").As("{viewer}").Is(403, "forbidden"),
            Delete("a version of a suppression", $"{Suppressions}/email/a@b.cc").With("If-Match: \"old\"").Names("If-Match"),
            Get("why without a task", $"{Contacts}/ann/why").Names("task"),
            Get("why of another tenant's task", $"{Contacts}/ann/why?task={{rival.task}}").NotFound(),
            Get("why of a task of injection", $"{Contacts}/ann/why?task=%27%00").NotFound(),
            Get("why of two tasks", $"{Contacts}/ann/why?task={{task}}&task={{draft}}").Names("task"),
            Put("a product without a name", "/api/products/p", "{}").Names("name"),
            Put("a product of 201 letters", "/api/products/p", $"{{\"name\":{Long(201)}}}").Names("name"),
            Put("a product with a line break", "/api/products/p", "{\"name\":\"a\\nb\"}").Names("name"),
            Put("a category of 101 letters", "/api/products/p", $"{{\"name\":\"a\",\"category\":{Long(101)}}}").Names("category"),
            Put("a version of what has none", "/api/products/of-ann", "{\"name\":\"a\"}").With("If-Match: \"old\"").Names("If-Match"),
            Delete("a version of what has none", "/api/products/of-ann").With("If-Match: \"old\"").Names("If-Match"),
        ];

    private static IEnumerable<(string Trick, string Name, string Raw, string Path)> Fields =>
        [
            ("addresses in an array", "addresses", "[]", "addresses"),
            ("an address on no channel", "addresses", "{\"fax\":\"1\"}", "addresses.fax"),
            ("an address that adds a header", "addresses", "{\"email\":\"a@b.cc\\r\\nBcc: x@y.zz\"}", "addresses.email"),
            ("an address with NUL", "addresses", "{\"email\":\"a\\u0000@b.cc\"}", "addresses.email"),
            ("an address of 5,000 letters", "addresses", $"{{\"email\":\"{new string('a', 5_000)}@b.cc\"}}", "addresses.email"),
            ("a number of letters", "addresses", "{\"phone\":\"call me\"}", "addresses.phone"),
            ("a number of 5,000 digits", "addresses", $"{{\"phone\":\"+{new string('1', 5_000)}\"}}", "addresses.phone"),
            ("an attribute of half a character", "attributes", "{\"a\":\"\\ud800\"}", "attributes.a"),
            ("an attribute's name of half a character", "attributes", "{\"\\ud800\":1}", "attributes"),
            ("an attribute that is an object", "attributes", "{\"a\":{\"b\":{}}}", "attributes.a"),
            ("an attribute beyond numbers", "attributes", "{\"a\":1e999}", "attributes.a"),
            ("an attribute of 400 digits", "attributes", $"{{\"a\":{new string('9', 400)}}}", "attributes.a"),
            ("an attribute with NUL", "attributes", "{\"a\":\"\\u0000\"}", "attributes.a"),
            ("an attribute of 100,000 letters", "attributes", $"{{\"a\":{Long(100_000)}}}", "attributes.a"),
            ("an attribute whose name is a path", "attributes", "{\"a/../b\":1}", "attributes.a/../b"),
            (
                "2,000 attributes",
                "attributes",
                $"{{{string.Join(',', Enumerable.Range(0, 2_000).Select(n => $"\"a{n}\":1"))}}}",
                "attributes"
            ),
            ("a country of three letters", "country", "\"FRA\"", "country"),
            ("a zone on Mars", "timeZone", "\"Mars/Olympus\"", "timeZone"),
            ("a language of injection", "language", "\"fr' or 1\"", "language"),
            ("a word nobody said", "consent", "{\"email\":{\"status\":\"maybe\"}}", "consent.email.status"),
            ("a consent to come", "consent", "{\"email\":{\"status\":\"subscribed\",\"at\":\"9999-12-31T23:59:59Z\"}}", "consent.email.at"),
            ("a consent at no time", "consent", "{\"email\":{\"status\":\"subscribed\",\"at\":\"yesterday\"}}", "consent.email.at"),
            (
                "a source of 101 letters",
                "consent",
                $"{{\"email\":{{\"status\":\"subscribed\",\"source\":{Long(101)}}}}}",
                "consent.email.source"
            ),
        ];

    private static IEnumerable<Row> Elsewhere(string id) =>
        [
            Delete($"contact {Shown(id)}", $"{Contacts}/{id}").NotFound(),
            Patch($"contact {Shown(id)}", $"{Contacts}/{id}", "{}").NotFound(),
            Get($"orders of {Shown(id)}", $"{Contacts}/{id}/orders").NotFound(),
            Get($"why {Shown(id)}", $"{Contacts}/{id}/why?task={{task}}").NotFound(),
            Get($"order {Shown(id)}", $"/api/orders/{id}").NotFound(),
            Put($"product {Shown(id)}", $"/api/products/{id}", "{\"name\":\"a\"}").Names("id"),
            Get($"product {Shown(id)}", $"/api/products/{id}").NotFound(),
            Delete($"product {Shown(id)}", $"/api/products/{id}").NotFound(),
            Get($"audience {Shown(id)}", $"/api/audiences/{id}").NotFound(),
            Get($"members of {Shown(id)}", $"/api/audiences/{id}/members").NotFound(),
            Get($"import {Shown(id)}", $"/api/imports/{id}").NotFound(),
            Get($"account {Shown(id)}", $"/api/channel-accounts/{id}").NotFound(),
            Delete($"key {Shown(id)}", $"/api/api-keys/{id}").NotFound(),
            Get($"task {Shown(id)}", $"/api/tasks/{id}").NotFound(),
            Get($"run {Shown(id)}", $"/api/tasks/{{task}}/runs/{id}").NotFound(),
        ];

    private static string Shown(string id) => id.Length <= 20 ? id : $"of {id.Length} letters";
}
