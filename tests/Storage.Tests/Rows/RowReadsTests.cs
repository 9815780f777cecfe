using Azure;
using Azure.Data.Tables;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tests.Rows;

[Collection(AzuriteTests.Name)]
public sealed class RowReadsTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Columns_ComeWithKeysAndVersion_WhicheverAreAskedFor()
    {
        var table = await azurite.NewTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, None);

        var point = await table.FindAsync("p", "r", ["A"], None);
        var row = Assert.Single(await RowsAsync(table.ReadAsync(RowFilter.Partition("p"), perAnswer: null, [], None)));

        Assert.Equal((1, false), (point!.GetInt32("A"), point.ContainsKey("B")));
        Assert.Equal(("p", "r", false), (row.PartitionKey, row.RowKey, row.ContainsKey("A")));
        Assert.Equal(
            3,
            new[] { ConditionalWrites.Version(added), ConditionalWrites.Version(point), ConditionalWrites.Version(row) }.Count(version =>
                version == ConditionalWrites.Version(added)
            )
        );
    }

    [Fact]
    public async Task MissingRow_IsNull_AndAMissingTableIsNot()
    {
        var table = await azurite.NewTableAsync();
        var missing = azurite.Account.NewTables().GetTableClient(azurite.NewName("missing"));

        Assert.Null(await table.FindAsync("p", "r", None));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => missing.FindAsync("p", "r", None));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Filters_FindTheirRows_InTheOrderOfTheirKeys()
    {
        var table = await azurite.NewTableAsync();
        foreach (var key in (string[])["c", "a", "o'b", "b"])
        {
            await table.AddEntityAsync(new TableEntity("it's p", key), None);
            await table.AddEntityAsync(new TableEntity("q", key), None);
        }

        Assert.Equal(["a", "b", "c", "o'b"], await KeysAsync(table, RowFilter.Partition("it's p")));
        Assert.Equal(["c", "o'b"], await KeysAsync(table, RowFilter.After("it's p", "b")));
        Assert.Equal(["b", "c"], await KeysAsync(table, RowFilter.Range("it's p", "b", "o'b")));
        Assert.Empty(await KeysAsync(table, RowFilter.Partition("' or PartitionKey ne '")));
    }

    [Fact]
    public async Task Rows_BeyondAnAnswer_AreReadToTheEnd()
    {
        var table = await azurite.NewTableAsync();
        foreach (var chunk in Enumerable.Range(0, 1100).Chunk(RowLimits.TransactionActions))
        {
            await table.SubmitTransactionAsync(
                RowBatches.Each(TableTransactionActionType.Add, chunk.Select(i => new TableEntity("p", $"row {i:0000} é"))),
                None
            );
        }

        Assert.Equal(1100, (await KeysAsync(table, RowFilter.Partition("p"))).Count);
        Assert.Equal(1100, (await RowsAsync(table.ReadAsync(RowFilter.Partition("p"), perAnswer: 120, columns: [], None))).Count);
    }

    // The emulator decodes each network chunk by itself and breaks a character that lies across two of them, unless bodies are ASCII.
    [Fact]
    public async Task LongTexts_OfAllScripts_ComeBackAsTheyWere()
    {
        var table = await azurite.NewTableAsync();
        var text = string.Concat(Enumerable.Repeat("Zdravé, 東京 \U0001F600 \"quotes\" \\ / \u0001", 900));
        var row = new TableEntity("p", "r é 東")
        {
            ["Text"] = text,
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["Long"] = 5L,
            ["At"] = DateTimeOffset.UnixEpoch.AddTicks(1),
        };

        await table.AddEntityAsync(row, None);
        var read = await table.FindAsync("p", "r é 東", None);

        Assert.Equal(text, read!.GetString("Text"));
        Assert.Equal([0, 1, 254, 255], read.GetBinary("Bytes"));
        Assert.Equal((5L, DateTimeOffset.UnixEpoch.AddTicks(1)), (read.GetInt64("Long"), read.GetDateTimeOffset("At")));
    }

    private static async Task<List<string>> KeysAsync(TableClient table, string filter) =>
        [.. (await RowsAsync(table.ReadAsync(filter, None))).Select(row => row.RowKey)];

    private static async Task<List<TableEntity>> RowsAsync(AsyncPageable<TableEntity> answers)
    {
        List<TableEntity> rows = [];
        await foreach (var row in answers)
        {
            rows.Add(row);
        }

        return rows;
    }
}
