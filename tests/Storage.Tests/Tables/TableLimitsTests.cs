using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableLimitsTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Binary_Of64KiB_IsTaken_AndOneMore_IsRefused()
    {
        var table = await azurite.NewTableAsync();
        var bytes = new byte[TableLimits.BinaryBytes];
        Random.Shared.NextBytes(bytes);

        await table.AddEntityAsync(new("p", "r") { ["Page"] = bytes }, None);

        Assert.Equal(bytes, (await table.GetEntityAsync("p", "r", None)).Value.GetBinary("Page"));
        await Refused(table, new("p", "r2") { ["Page"] = new byte[TableLimits.BinaryBytes + 1] }, "Page");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("漢")]
    public async Task String_Of32KCharacters_IsTaken_AndOneMore_IsRefused(string character)
    {
        var table = await azurite.NewTableAsync();
        var text = string.Concat(Enumerable.Repeat(character, TableLimits.StringCharacters));

        await table.AddEntityAsync(new("p", "r") { ["Text"] = text }, None);

        Assert.Equal(text, (await table.GetEntityAsync("p", "r", None)).Value.GetString("Text"));
        await Refused(table, new("p", "r2") { ["Text"] = text + character }, "Text");
    }

    [Fact]
    public async Task Entity_OfAlmost1MiB_IsTaken_AndMore_IsRefused()
    {
        var table = await azurite.NewTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 15; i++)
        {
            entity[$"Page{i:00}"] = new byte[TableLimits.BinaryBytes];
        }

        // By the service's formula: 4 for the entity, 2 a key character, and 8 + 2 a name character + 4 + its bytes a property.
        entity["Page15"] = new byte[TableLimits.EntityBytes - 8 - (15 * (TableLimits.BinaryBytes + 24)) - 24];
        var larger = new TableEntity("p", "r2") { ["One"] = true };
        foreach (var (name, value) in entity)
        {
            larger[name] = value;
        }

        await table.AddEntityAsync(entity, None);

        Assert.Equal(16, (await table.GetEntityAsync("p", "r", None)).Value.Count);
        await Refused(table, larger, "1048576");
    }

    [Fact]
    public async Task Entity_Of252Properties_IsTaken_AndOneMore_IsRefused()
    {
        var table = await azurite.NewTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < TableLimits.Properties; i++)
        {
            entity[$"P{i}"] = i;
        }

        await table.AddEntityAsync(entity, None);
        entity["OneMore"] = 1;

        Assert.Equal(TableLimits.Properties, (await table.GetEntityAsync("p", "r", None)).Value.Count);
        await Refused(table, entity, "252");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("PartitionKey")]
    [InlineData("Timestamp")]
    public async Task PropertyName_ThatIsNone_IsRefused(string name)
    {
        var table = new TableClient(azurite.Account, azurite.NewName("missing"));

        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new("p", "r") { [name] = 1 }, None));
    }

    [Fact]
    public async Task PropertyName_OfAnyScript_IsKept()
    {
        var table = await azurite.NewTableAsync();

        await table.AddEntityAsync(new("p", "r") { ["Número"] = 5L, ["_x1"] = "y" }, None);
        var read = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal((5L, "y"), (read.GetInt64("Número"), read.GetString("_x1")));
    }

    [Fact]
    public async Task Instant_BeforeTheServicesCalendar_IsRefused() =>
        await Refused(new TableClient(azurite.Account, azurite.NewName("missing")), new("p", "r") { ["At"] = DateTimeOffset.MinValue }, "1601");

    [Fact]
    public async Task Infinities_AndNaN_ComeBack()
    {
        var table = await azurite.NewTableAsync();

        await table.AddEntityAsync(new("p", "r") { ["Up"] = double.PositiveInfinity, ["Down"] = double.NegativeInfinity, ["None"] = double.NaN }, None);
        var read = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal((double.PositiveInfinity, double.NegativeInfinity, double.NaN), (read.GetDouble("Up"), read.GetDouble("Down"), read.GetDouble("None")));
    }

    private static async Task Refused(TableClient table, TableEntity entity, string named)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(entity, None));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }
}
