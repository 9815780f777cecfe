using Azure;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableQueryTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("0b9f6a58-6d0c-4c6e-9a7f-0d7d0a4b2f11");

    [Fact]
    public async Task Pages_ContinueWithoutLossOrRepetition()
    {
        var table = await TableOfAsync(250);

        var sizes = new List<int>();
        var rows = new List<string>();
        await foreach (var page in table.QueryAsync(filter: null, maxPerPage: 120, select: null, None).AsPages())
        {
            sizes.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal([120, 120, 10], sizes);
        Assert.Equal(Enumerable.Range(0, 250).Select(RowKey), rows);
    }

    [Fact]
    public async Task Token_ContinuesLater_FromAnotherClient()
    {
        var table = await TableOfAsync(30);
        var first = await FirstPageAsync(table.QueryAsync(filter: null, maxPerPage: 20, select: null, None).AsPages());

        var other = new TableClient(azurite.Account, table.Name);
        var rest = await FirstPageAsync(other.QueryAsync(filter: null, maxPerPage: 20, select: null, None).AsPages(first.ContinuationToken));

        Assert.Matches("^[A-Za-z0-9_.~!%-]+$", first.ContinuationToken);
        Assert.Equal(Enumerable.Range(20, 10).Select(RowKey), rest.Values.Select(row => row.RowKey));
        Assert.Null(rest.ContinuationToken);
    }

    [Fact]
    public async Task MoreThanAPage_IsWalkedToTheEnd()
    {
        var table = await TableOfAsync(1100);

        Assert.Equal(1100, (await RowsAsync(table, filter: null)).Count);
    }

    [Fact]
    public async Task EmptyTable_GivesNoRows()
    {
        var table = await azurite.NewTableAsync();

        Assert.Empty(await RowsAsync(table, filter: null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task PageSize_TheServiceRefuses_IsRefusedHere(int size)
    {
        var table = await azurite.NewTableAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => table.QueryAsync(filter: null, maxPerPage: size, select: null, None));
    }

    public static TheoryData<string> Matching =>
    [
        TableClient.CreateQueryFilter($"Text eq {"O'Neil & Söhne #1"}"),
        TableClient.CreateQueryFilter($"Int eq {7}"),
        TableClient.CreateQueryFilter($"Int gt {-8} and Int le {7}"),
        TableClient.CreateQueryFilter($"Big eq {9_000_000_005L}"),
        TableClient.CreateQueryFilter($"Big gt {5L}"),
        TableClient.CreateQueryFilter($"Half eq {1.5}"),
        TableClient.CreateQueryFilter($"Half lt {2.0}"),
        TableClient.CreateQueryFilter($"Yes eq {true}"),
        TableClient.CreateQueryFilter($"At eq {At}"),
        TableClient.CreateQueryFilter($"At ge {At.ToOffset(TimeSpan.FromHours(3))}"),
        TableClient.CreateQueryFilter($"Id eq {Id}"),
        TableClient.CreateQueryFilter($"Bytes eq {new byte[] { 0, 171, 255 }}"),
        TableClient.CreateQueryFilter($"not (Int eq {8}) and (Yes eq {false} or Text ne {"x"})"),
        TableFilter.Partition("p"),
        TableFilter.RowKeyPrefix("p", "ro"),
        TableFilter.RowKeyPrefix("p", ""),
        TableFilter.RowKeyRange("p", "row", "rox"),
    ];

    [Theory]
    [MemberData(nameof(Matching))]
    public async Task Filter_OfEveryType_FindsTheRow(string filter)
    {
        var table = await SampleAsync();

        Assert.Single(await RowsAsync(table, filter));
    }

    public static TheoryData<string> NotMatching =>
    [
        TableClient.CreateQueryFilter($"Text eq {"' or '1' eq '1"}"),
        TableClient.CreateQueryFilter($"Int eq {8}"),
        TableClient.CreateQueryFilter($"Big eq {9_000_000_006L}"),
        TableClient.CreateQueryFilter($"At gt {At}"),
        TableClient.CreateQueryFilter($"Id eq {Guid.Empty}"),
        TableFilter.Partition("P"),
        TableFilter.RowKeyPrefix("p", "rox"),
        TableFilter.RowKeyRange("p", "a", "row"),
    ];

    [Theory]
    [MemberData(nameof(NotMatching))]
    public async Task Filter_ThatDoesNotHold_FindsNothing(string filter)
    {
        var table = await SampleAsync();

        Assert.Empty(await RowsAsync(table, filter));
    }

    [Fact]
    public async Task Filter_ThatIsNone_Is400()
    {
        var table = await azurite.NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => RowsAsync(table, "PartitionKey eq"));

        Assert.Equal(400, failure.Status);
    }

    private static string RowKey(int i) => $"row {i:0000} é";

    private async Task<TableClient> SampleAsync()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(
            new("p", "row")
            {
                ["Text"] = "O'Neil & Söhne #1", ["Int"] = 7, ["Big"] = 9_000_000_005L, ["Half"] = 1.5, ["Yes"] = true, ["At"] = At, ["Id"] = Id,
                ["Bytes"] = new byte[] { 0, 171, 255 },
            }, None);
        return table;
    }

    private async Task<TableClient> TableOfAsync(int rows)
    {
        var table = await azurite.NewTableAsync();
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(TableTransactionActionType.Add, new("p!", RowKey(i)))), None);
        }

        return table;
    }

    private static async Task<Page<TableEntity>> FirstPageAsync(IAsyncEnumerable<Page<TableEntity>> pages)
    {
        await using var walk = pages.GetAsyncEnumerator(None);
        Assert.True(await walk.MoveNextAsync());
        return walk.Current;
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient table, string? filter)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync(filter, None))
        {
            rows.Add(row);
        }

        return rows;
    }
}
