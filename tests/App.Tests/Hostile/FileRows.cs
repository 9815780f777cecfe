using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Files that are no files. Faults of single records are told by the import itself.</summary>
internal static class FileRows
{
    private const string Csv = "text/csv";
    private const string Media = "unsupportedMediaType";

    public static IEnumerable<Row> All =>
    [
        .. new[] { "/api/contacts/import", "/api/orders/import" }.SelectMany(Of),
        Post("a contact's column nobody knows", "/api/contacts/import", "id,first name\n").Of(Csv).Names("$"),
        Post("a contact's column twice", "/api/contacts/import", "id,Email,email\n").Of(Csv).Names("$"),
        Post("an order's column twice", "/api/orders/import", "id,contact,id\n").Of(Csv).Names("$"),
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
        Post("an empty file", path, "").Of(Csv).Names("$"),
        Post("a file without an id", path, "email,phone\n").Of(Csv).Names("$"),
        Post("a file with a quote that stays open", path, "id,\"email\n").Of(Csv).Names("$"),
        Post("a file of 10,000 columns", path, $"id,{new string(',', 10_000)}\n").Of(Csv).Names("$"),
        Post("a file whose header never ends", path, new string('a', 2_000_000)).Of(Csv).Names("$"),
        Post("a file of a reader", path, "id\n").Of(Csv).As("{viewer}").Is(403, "forbidden"),
        Post("a file to a query", $"{path}?delimiter=;", "id\n").Of(Csv).Names("delimiter"),
    ];
}
