using System.Text;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Orders;
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

    [Property(MaxTest = 100)]
    public async Task Spool_HoweverSmall_GathersWhatBelongsTogether(NonEmptyArray<byte> ids, PositiveInt mostBytes)
    {
        using var spool = new OrderSpool { MostBytes = mostBytes.Get * 10 };
        for (var line = 0; line < ids.Get.Length; line++)
        {
            await spool.AddAsync(new($"o{ids.Get[line] % 32}", line, "{}", line % 7 is 3 ? "wrong" : null), CancellationToken.None);
        }

        var orders = await spool.OrdersAsync(CancellationToken.None).ToListAsync();

        var expected = ids.Get.Select((id, line) => (Id: $"o{id % 32}", Line: (long)line)).GroupBy(one => one.Id, one => one.Line);
        Assert.Equal(
            expected.OrderBy(order => order.Key).Select(order => $"{order.Key}: {string.Join(' ', order)}"),
            orders.OrderBy(order => order[0].Id).Select(order => $"{order[0].Id}: {string.Join(' ', order.Select(lines => lines.Line))}")
        );
        Assert.All(orders.SelectMany(order => order), lines => Assert.Equal(lines.Line % 7 is 3 ? "wrong" : null, lines.Fault));
    }

    private static string Row(string id, string product, string version = "", string status = "successful", string price = "10") =>
        $"{id},ann,{version},2026-01-01T00:00:00Z,{status},EUR,{product},1,{price}";

    private static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes($"{Header}{string.Join('\n', rows)}\n");

    private static (long, long, long, long) Counts(ImportJob import) =>
        (import.Records, import.Stored, import.Unchanged, import.FaultCount);

    private static async Task<string> ProductsAsync(Importer importer, string id) =>
        string.Join(
            ' ',
            (await importer.Orders.FindAsync(Importer.Tenant, id, CancellationToken.None))!.Order.Items.Select(item => item.Product).Order()
        );
}
