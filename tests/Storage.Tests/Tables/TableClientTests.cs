using Azure;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableClientTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Entity_OfEveryType_ComesBackAsItWas()
    {
        var table = await azurite.NewTableAsync();
        var guid = Guid.Parse("6f0c6b4a-8a39-4f5f-8f6e-0d2c64a2f1aa");
        var instant = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero).AddTicks(1234567);
        var entity = new TableEntity("p", "r")
        {
            ["Text"] = "Zdravé \"quotes\" \\ / \u0001 \U0001F600 line\nbreak",
            ["Empty"] = "",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["SmallLong"] = 5L,
            ["One"] = 1.0,
            ["Pi"] = Math.PI,
            ["Huge"] = 1e300,
            ["Yes"] = true,
            ["No"] = false,
            ["At"] = instant,
            ["Id"] = guid,
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["NoBytes"] = Array.Empty<byte>(),
        };

        await table.AddEntityAsync(entity, None);
        var read = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal(("p", "r"), (read.PartitionKey, read.RowKey));
        Assert.Equal(entity.GetString("Text"), read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.Equal(int.MinValue, read.GetInt32("Int"));
        Assert.Equal(long.MaxValue, read.GetInt64("Long"));
        Assert.Equal(5L, read.GetInt64("SmallLong"));
        Assert.Equal(1.0, read.GetDouble("One"));
        Assert.Equal(Math.PI, read.GetDouble("Pi"));
        Assert.Equal(1e300, read.GetDouble("Huge"));
        Assert.True(read.GetBoolean("Yes"));
        Assert.False(read.GetBoolean("No"));
        Assert.Equal(instant, read.GetDateTimeOffset("At"));
        Assert.Equal(guid, read.GetGuid("Id"));
        Assert.Equal([0, 1, 254, 255], read.GetBinary("Bytes")!);
        Assert.Equal([], read.GetBinary("NoBytes")!);
        Assert.Equal(entity.Count, read.Count);
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task Page_OfEveryType_ReadsAsThePointReadDoes()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(
            new("p", "r") { ["One"] = 1.0, ["Long"] = 7L, ["At"] = DateTimeOffset.UnixEpoch, ["Id"] = Guid.Empty, ["Bytes"] = new byte[] { 9 } }, None);

        var row = Assert.Single(await RowsAsync(table.QueryAsync(filter: null, None)));
        var point = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal(1.0, row.GetDouble("One"));
        Assert.Equal(7L, row["Long"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, row["At"]);
        Assert.Equal(Guid.Empty, row["Id"]);
        Assert.Equal([9], row.GetBinary("Bytes")!);
        Assert.Equal(point.ETag, row.ETag);
        Assert.Equal(point.Timestamp, row.Timestamp);
    }

    [Fact]
    public async Task Add_OfWhatIsThere_Is409()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new("p", "r"), None);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new("p", "r"), None));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_Is404OrNoValue()
    {
        var table = await azurite.NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync("p", "r", None));
        var answer = await table.GetEntityIfExistsAsync("p", "r", None);

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
        Assert.False(answer.HasValue);
    }

    [Fact]
    public async Task MissingTable_IsNeverAMissingEntity()
    {
        var table = new TableClient(azurite.Account, azurite.NewName("missing"));

        var get = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityIfExistsAsync("p", "r", None));
        var add = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new("p", "r"), None));

        Assert.Equal((404, "TableNotFound"), (get.Status, get.ErrorCode));
        Assert.Equal((404, "TableNotFound"), (add.Status, add.ErrorCode));
    }

    [Fact]
    public async Task Merge_KeepsOtherProperties_AndReplace_DropsThem()
    {
        var table = await azurite.NewTableAsync();
        var added = await table.AddEntityAsync(new("p", "r") { ["A"] = 1, ["B"] = "x" }, None);

        var merged = await table.UpdateEntityAsync(new("p", "r") { ["A"] = 2 }, added.Headers.ETag!.Value, TableUpdateMode.Merge, None);
        var afterMerge = (await table.GetEntityAsync("p", "r", None)).Value;
        await table.UpdateEntityAsync(new("p", "r") { ["A"] = 3 }, merged.Headers.ETag!.Value, TableUpdateMode.Replace, None);
        var afterReplace = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal((2, "x"), (afterMerge.GetInt32("A"), afterMerge.GetString("B")));
        Assert.Equal((3, null), (afterReplace.GetInt32("A"), afterReplace.GetString("B")));
        Assert.Equal(merged.Headers.ETag, afterMerge.ETag);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Update_OfAnOldVersion_Is412(TableUpdateMode mode)
    {
        var table = await azurite.NewTableAsync();
        var old = (await table.AddEntityAsync(new("p", "r") { ["A"] = 1 }, None)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new("p", "r") { ["A"] = 2 }, old, mode, None);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new("p", "r") { ["A"] = 3 }, old, mode, None));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        Assert.Equal(2, (await table.GetEntityAsync("p", "r", None)).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Update_OfWhatIsNotThere_Is404()
    {
        var table = await azurite.NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new("p", "r"), ETag.All, TableUpdateMode.Merge, None));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public async Task Update_WithoutAVersion_IsRefusedBeforeTheWire()
    {
        var table = new TableClient(azurite.Account, azurite.NewName("missing"));

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new("p", "r"), default, TableUpdateMode.Merge, None));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Upsert_InsertsAndThenChanges(TableUpdateMode mode)
    {
        var table = await azurite.NewTableAsync();

        await table.UpsertEntityAsync(new("p", "r") { ["A"] = 1, ["B"] = 1 }, mode, None);
        await table.UpsertEntityAsync(new("p", "r") { ["A"] = 2 }, mode, None);
        var read = (await table.GetEntityAsync("p", "r", None)).Value;

        Assert.Equal(2, read.GetInt32("A"));
        Assert.Equal(mode is TableUpdateMode.Merge ? 1 : null, read.GetInt32("B"));
    }

    [Fact]
    public async Task Delete_HonoursTheVersion_AndForgivesWhatIsGone()
    {
        var table = await azurite.NewTableAsync();
        var old = (await table.AddEntityAsync(new("p", "r"), None)).Headers.ETag!.Value;
        var current = (await table.UpsertEntityAsync(new("p", "r") { ["A"] = 1 }, TableUpdateMode.Merge, None)).Headers.ETag!.Value;

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", old, None));
        var deleted = await table.DeleteEntityAsync("p", "r", current, None);
        var again = await table.DeleteEntityAsync("p", "r", default, None);

        Assert.Equal((412, 204, 404), (stale.Status, deleted.Status, again.Status));
    }

    [Fact]
    public async Task EightMerges_OfOneVersion_ExactlyOneWins()
    {
        var table = await azurite.NewTableAsync();
        var tag = (await table.AddEntityAsync(new("p", "r") { ["Writer"] = -1 }, None)).Headers.ETag!.Value;
        for (var round = 0; round < 10; round++)
        {
            var racers = Enumerable.Range(0, 8).Select(async writer =>
            {
                try
                {
                    return (Writer: writer, Tag: (await table.UpdateEntityAsync(new("p", "r") { ["Writer"] = writer }, tag, TableUpdateMode.Merge, None)).Headers.ETag);
                }
                catch (RequestFailedException e) when (e.Status is 412)
                {
                    return (Writer: writer, Tag: null);
                }
            });

            var won = Assert.Single(await Task.WhenAll(racers), racer => racer.Tag is not null);

            Assert.Equal(won.Writer, (await table.GetEntityAsync("p", "r", None)).Value.GetInt32("Writer"));
            tag = won.Tag!.Value;
        }
    }

    [Fact]
    public async Task Select_ReadsTheNamedPropertiesAndTheVersion()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new("p", "r") { ["A"] = 1, ["B"] = 2, ["C"] = 3L }, None);

        var point = (await table.GetEntityAsync("p", "r", ["A", "C", "Absent"], None)).Value;
        var row = Assert.Single(await RowsAsync(table.QueryAsync(filter: null, maxPerPage: null, ["B"], None)));

        Assert.Equal(["A", "C"], point.Keys.Order());
        Assert.Equal(3L, point["C"]);
        Assert.Equal(["B"], row.Keys);
        Assert.Equal(("p", "r"), (row.PartitionKey, row.RowKey));
        Assert.Equal(point.ETag, row.ETag);
    }

    private static async Task<List<TableEntity>> RowsAsync(AsyncPageable<TableEntity> pages)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in pages)
        {
            rows.Add(row);
        }

        return rows;
    }
}
