using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Files that are no files. Faults of single records are told by the import itself.</summary>
internal static class FileRows
{
    private const string Csv = "text/csv";
    private const string Text = "text/plain";
    private const string Media = "unsupportedMediaType";
    private const string Addresses = "/api/audiences/import?name=Spring&channel=email";

    public static IEnumerable<Row> All =>
        [
            .. new[] { "/api/contacts/import", "/api/orders/import" }.SelectMany(Of),
            .. Lists,
            Post("events in CSV", "/api/events/import", "id,name\n").Of(Csv).Is(415, Media),
            Post("events of JSON", "/api/events/import", "{}").Is(415, Media),
            Post("events of a reader", "/api/events/import", "{}").Of("application/x-ndjson").As("{viewer}").Is(403, "forbidden"),
            Post("a contact's column nobody knows", "/api/contacts/import", "id,1st name\n").Of(Csv).Names("file"),
            Post("a contact's column twice", "/api/contacts/import", "id,Email,email\n").Of(Csv).Names("file"),
            Post("an order's column twice", "/api/orders/import", "id,contact,id\n").Of(Csv).Names("file"),
            Get("another tenant's import", "/api/imports/{rival.import}").NotFound(),
            Get("an import that is none", "/api/imports/01arz3ndektsv4rrffq69g5fav").NotFound(),
            Get("imports from another list's cursor", "/api/imports?cursor={contactsCursor}").Names("cursor"),
            Get("imports without end", "/api/imports?limit=1000000000").Names("limit"),
        ];

    private static IEnumerable<Row> Of(string path) =>
        [
            Post("a file of no type", path, "id\n").Of((string?)null).Is(415, Media),
            Post("a file of JSON", path, "{}").Is(415, Media),
            Post("a file of almost CSV", path, "id\n").Of("text/csvx").Is(415, Media),
            Post("a file of two types", path, "id\n").Of("text/csv, application/jsonl").Is(415, Media),
            Post("a file in Latin-1", path, "id\n").Of("text/csv; charset=iso-8859-1").Is(415, Media),
            Post("a file in UTF-7", path, "id\n").Of("text/csv; charset=utf-7").Is(415, Media),
            Post("a zipped file", path).Of([0x1F, 0x8B, 8, 0]).Of(Csv).With("Content-Encoding: gzip").Is(415, Media),
            Post("an empty file", path, "").Of(Csv).Names("file"),
            Post("a file without an id", path, "email,phone\n").Of(Csv).Names("file"),
            Post("a file with a quote that stays open", path, "id,\"email\n").Of(Csv).Names("file"),
            Post("a file of 10,000 columns", path, $"id,{new string(',', 10_000)}\n").Of(Csv).Names("file"),
            Post("a file whose header never ends", path, new string('a', 2_000_000)).Of(Csv).Names("file"),
            Post("a file of a reader", path, "id\n").Of(Csv).As("{viewer}").Is(403, "forbidden"),
            Post("a file to a query", $"{path}?delimiter=;", "id\n").Of(Csv).Names("delimiter"),
        ];

    private static IEnumerable<Row> Lists =>
        [
            Post("addresses of no type", Addresses, "ann@example.net").Of((string?)null).Is(415, Media),
            Post("addresses in JSON", Addresses, "[]").Is(415, Media),
            Post("addresses in CSV", Addresses, "ann@example.net").Of(Csv).Is(415, Media),
            Post("addresses in Latin-1", Addresses, "ann@example.net").Of("text/plain; charset=iso-8859-1").Is(415, Media),
            Post("zipped addresses", Addresses).Of([0x1F, 0x8B, 8, 0]).Of(Text).With("Content-Encoding: gzip").Is(415, Media),
            Post("an empty file", Addresses, "").Of(Text).Names("file"),
            Post("a file of blanks", Addresses, new string('\n', 100_000)).Of(Text).Names("file"),
            Post("a file of one wrong line", Addresses, "ann@example.net\nnobody\nbob@example.net").Of(Text).Names("file"),
            Post("a file of 100,000 wrong lines", Addresses, string.Concat(Enumerable.Repeat("nobody\n", 100_000))).Of(Text).Names("file"),
            Post("a line that never ends", Addresses, $"ann@example.net\n{new string('a', 2_000_000)}").Of(Text).Names("file"),
            Post("an address of NULs", Addresses).Of("a\0n\0n\0"u8.ToArray()).Of(Text).Names("file"),
            Post("an address of half a character", Addresses)
                .Of([(byte)'a', 0xC3, (byte)'@', (byte)'b', (byte)'.', (byte)'c', (byte)'c'])
                .Of(Text)
                .Names("file"),
            Post("an address that goes on as a header", Addresses, "ann@example.net%0D%0ABcc: eve@example.net").Of(Text).Names("file"),
            Post("addresses without a name", "/api/audiences/import?channel=email", "ann@example.net").Of(Text).Names("name"),
            Post("a name of a tab", "/api/audiences/import?name=a%09b&channel=email", "ann@example.net").Of(Text).Names("name"),
            Post("a name of 2,000 letters", $"/api/audiences/import?name={new string('a', 2_000)}&channel=email", "ann@example.net")
                .Of(Text)
                .Names("name"),
            Post("two names", $"{Addresses}&name=b", "ann@example.net").Of(Text).Names("name"),
            Post("addresses on no channel", "/api/audiences/import?name=Spring", "ann@example.net").Of(Text).Names("channel"),
            Post("addresses on a channel nobody knows", "/api/audiences/import?name=Spring&channel=fax", "ann@example.net")
                .Of(Text)
                .Names("channel"),
            Post("addresses to a query", $"{Addresses}&encoding=utf-7", "ann@example.net").Of(Text).Names("encoding"),
            Post("addresses of a reader", Addresses, "ann@example.net").Of(Text).As("{viewer}").Is(403, "forbidden"),
        ];
}
