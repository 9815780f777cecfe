using System.Globalization;
using System.Text;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tenants;
using FsCheck;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Imports;

/// <summary>Orders in CSV, an item a row.</summary>
public sealed class OrderFileTests
{
    private const string Header = "id,contact,version,at,status,currency,product,quantity,price\n";

    [Fact]
    public async Task LinesOfAnOrder_SortedByProduct_AreOneOrder_AndAgainChangeNothing()
    {
        var importer = new Importer();
        var file = File(Row("o1", "boots"), Row("o2", "boots"), Row("o1", "hat"), Row("o3", "hat"), Row("o2", "wax"), Row("o1", "wax"));

        var first = await importer.ImportAsync(ImportKind.Orders, file);
        var again = await importer.ImportAsync(ImportKind.Orders, file);

        Assert.Equal((3, 3, 0, 0), Counts(first));
        Assert.Equal((3, 0, 3, 0), Counts(again));
        Assert.Equal("boots hat wax", await ProductsAsync(importer, "o1"));
        Assert.Equal("boots wax", await ProductsAsync(importer, "o2"));
        Assert.Equal("hat", await ProductsAsync(importer, "o3"));
    }

    [Fact]
    public async Task LinesOfAnOrder_ThatContradictEachOther_AreAFault_AndNothingIsOverwritten()
    {
        var importer = new Importer();

        var import = await importer.ImportAsync(
            ImportKind.Orders,
            File(Row("o1", "boots"), Row("o2", "boots"), Row("o1", "hat", status: "refunded"), Row("o1", "wax"))
        );

        Assert.Equal((2, 1, 0, 1), Counts(import));
        var fault = Assert.Single(import.Faults);
        Assert.Equal(4, fault.Line);
        Assert.Equal("status: The order o1 has successful on line 2 and refunded here: write the same in all of its lines.", fault.Reason);
        Assert.Null(await importer.Orders.FindAsync(Importer.Tenant, "o1", CancellationToken.None));
    }

    [Fact]
    public async Task LineThatCannotBeRead_KeepsItsWholeOrderBack()
    {
        var importer = new Importer();

        var import = await importer.ImportAsync(
            ImportKind.Orders,
            File(Row("o1", "boots"), Row("o1", "hat", price: "5 pts"), Row("o2", "hat"), Row("o2", "wax") + ",too,many", Row("o3", "wax"))
        );

        Assert.Equal((3, 1, 0, 2), Counts(import));
        Assert.Equal([3, 5], import.Faults.Select(fault => fault.Line));
        Assert.StartsWith("price: '5 pts' is no number", import.Faults[0].Reason, StringComparison.Ordinal);
        Assert.Null(await importer.Orders.FindAsync(Importer.Tenant, "o1", CancellationToken.None));
        Assert.Null(await importer.Orders.FindAsync(Importer.Tenant, "o2", CancellationToken.None));
        Assert.Equal("wax", await ProductsAsync(importer, "o3"));
    }

    [Fact]
    public async Task VersionsOfAnOrder_AreEachATelling()
    {
        var importer = new Importer();

        var import = await importer.ImportAsync(
            ImportKind.Orders,
            File(Row("o1", "boots", version: "2"), Row("o1", "hat", version: "1"), Row("o1", "wax", version: "2"))
        );

        Assert.Equal((2, 1, 1, 0), Counts(import));
        Assert.Equal("boots wax", await ProductsAsync(importer, "o1"));
    }

    [Fact]
    public async Task OrderWithMoreLinesThanItMayHave_IsOneFault()
    {
        var rows = Enumerable.Range(0, 1000).SelectMany(i => new[] { Row("o1", $"p{i}"), Row($"other{i}", "hat") });

        var import = await new Importer().ImportAsync(ImportKind.Orders, File([.. rows]));

        Assert.Equal((1001, 1000, 0, 1), Counts(import));
        Assert.Contains("200 items", import.Faults[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';', "119,90", 119.90)]
    [InlineData(';', "1.234,50", 1234.50)]
    [InlineData(',', "119.90", 119.90)]
    [InlineData(',', "\"119,90\"", 119.90)]
    [InlineData('\t', "1,234.50", 1234.50)]
    public async Task Price_WithItsDecimalMark_IsThePrice(char separator, string price, decimal expected)
    {
        var importer = new Importer();
        string[] row =
        [
            "o1",
            "ann",
            "",
            "2026-01-01T00:00:00Z",
            "successful",
            "EUR",
            "boots",
            "2,0".Replace(',', separator is ';' ? ',' : '.'),
            price,
        ];
        var file = Encoding.UTF8.GetBytes($"{Header.Replace(',', separator)}{string.Join(separator, row)}\n");

        Assert.Equal((1, 1, 0, 0), Counts(await importer.ImportAsync(ImportKind.Orders, file)));

        var order = (await importer.Orders.FindAsync(Importer.Tenant, "o1", CancellationToken.None))!.Order;
        Assert.Equal((2, expected), (order.Items[0].Quantity, order.Items[0].Price));
    }

    [Theory]
    [InlineData("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01T10:00:00+00:00", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01 10:00:00 +0200", "2026-05-01T08:00:00Z")]
    [InlineData("2026-05-01 10:00:00.250", "2026-05-01T08:00:00.250Z")]
    [InlineData("2026-05-01 10:00", "2026-05-01T08:00:00Z")]
    [InlineData("01.05.2026 10:00:30", "2026-05-01T08:00:30Z")]
    [InlineData("31/12/2026 10:00", "2026-12-31T09:00:00Z")]
    [InlineData("2026-05-01", "2026-04-30T22:00:00Z")]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30:00Z")]
    public async Task At_WithoutAnOffset_IsReadInTheTenantsZone(string at, string expected)
    {
        var importer = new Importer();
        await importer.Settings.SaveAsync(new TenantSettings { TenantId = Importer.Tenant, TimeZone = "Europe/Paris" }, default);

        Assert.Equal((1, 1, 0, 0), Counts(await importer.ImportAsync(ImportKind.Orders, File(Row("o1", "boots", at: at)))));

        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), await AtAsync(importer, "o1"));
    }

    [Fact]
    public async Task At_WithoutAnOffset_IsUtcWhereTheTenantHasNoZone()
    {
        var importer = new Importer();

        await importer.ImportAsync(ImportKind.Orders, File(Row("o1", "boots", at: "2026-05-01 10:00")));

        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), await AtAsync(importer, "o1"));
    }

    [Theory]
    [InlineData(
        "yesterday",
        "at: 'yesterday' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z."
    )]
    [InlineData(
        "2026-05-01 25:00",
        "at: '2026-05-01 25:00' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z."
    )]
    [InlineData(
        "2026-05-01 10:00 +99:00",
        "at: '2026-05-01 10:00 +99:00' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z."
    )]
    [InlineData(
        "0001-01-01",
        "at: '0001-01-01' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z."
    )]
    [InlineData("05/03/2026", "at: '05/03/2026' is 2026-03-05 or 2026-05-03: write it like that.")]
    public async Task At_ThatCannotBeRead_IsAFaultWithItsText(string at, string reason)
    {
        var import = await new Importer().ImportAsync(ImportKind.Orders, File(Row("o1", "boots", at: at)));

        Assert.Equal(reason, Assert.Single(import.Faults).Reason);
    }

    [Fact]
    public async Task At_OfOneInstantInTwoSpellings_IsNoContradiction()
    {
        var importer = new Importer();
        string[] instant = ["2026-05-01T10:00:00Z", "2026-05-01T10:00:00+00:00", "2026-05-01T12:00:00+02:00", "2026-05-01 10:00:00"];

        var import = await importer.ImportAsync(
            ImportKind.Orders,
            File([.. instant.Select((at, i) => Row("o1", $"p{i}", at: at)), Row("o2", "hat")])
        );

        Assert.Equal((2, 2, 0, 0), Counts(import));
        Assert.Equal("p0 p1 p2 p3", await ProductsAsync(importer, "o1"));
    }

    [Property(MaxTest = 100)]
    public async Task Spool_HoweverSmall_GathersWhatBelongsTogether(NonEmptyArray<byte> ids, PositiveInt mostBytes)
    {
        using var spool = new OrderSpool { MostBytes = mostBytes.Get * 10 };
        for (var line = 0; line < ids.Get.Length; line++)
        {
            var id = $"o{ids.Get[line] % 32}";
            await spool.AddAsync(
                line % 7 is 3 ? OrderLines.Faulty(id, line, "wrong") : new(id, line, "{}", "{}", Count: 1, Fault: null),
                CancellationToken.None
            );
        }

        var orders = await spool.OrdersAsync(CancellationToken.None).ToListAsync();

        var expected = ids.Get.Select((id, line) => (Id: $"o{id % 32}", Line: (long)line)).GroupBy(one => one.Id, one => one.Line);
        Assert.Equal(
            expected.OrderBy(order => order.Key).Select(order => $"{order.Key}: {string.Join(' ', order)}"),
            orders.OrderBy(order => order[0].Id).Select(order => $"{order[0].Id}: {string.Join(' ', order.Select(lines => lines.Line))}")
        );
        Assert.All(orders.SelectMany(order => order), lines => Assert.Equal(lines.Line % 7 is 3 ? "wrong" : null, lines.Fault));
    }

    private static string Row(
        string id,
        string product,
        string version = "",
        string status = "successful",
        string price = "10",
        string at = "2026-01-01T00:00:00Z"
    ) => $"{id},ann,{version},{at},{status},EUR,{product},1,{price}";

    private static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes($"{Header}{string.Join('\n', rows)}\n");

    private static (long, long, long, long) Counts(ImportJob import) =>
        (import.Records, import.Stored, import.Unchanged, import.FaultCount);

    private static async Task<DateTimeOffset> AtAsync(Importer importer, string id) =>
        (await importer.Orders.FindAsync(Importer.Tenant, id, CancellationToken.None))!.Order.At;

    private static async Task<string> ProductsAsync(Importer importer, string id) =>
        string.Join(
            ' ',
            (await importer.Orders.FindAsync(Importer.Tenant, id, CancellationToken.None))!.Order.Items.Select(item => item.Product).Order()
        );
}
