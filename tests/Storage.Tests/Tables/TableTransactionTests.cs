using Azure;
using CampaignTasks.Storage.Tables;
using static CampaignTasks.Storage.Tables.TableTransactionActionType;

namespace CampaignTasks.Storage.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableTransactionTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Hundred_Inserts_AreAllThere_WithTheirVersions()
    {
        var table = await azurite.NewTableAsync();
        var actions = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(Add, new("p", $"r{i:000}") { ["N"] = i, ["Big"] = (long)i })).ToArray();

        var answers = (await table.SubmitTransactionAsync(actions, None)).Value;
        var rows = await RowsAsync(table, TableFilter.Partition("p"));

        Assert.Equal(100, answers.Count);
        Assert.All(answers, answer => Assert.Equal(204, answer.Status));
        Assert.Equal(Enumerable.Range(0, 100), rows.Select(row => row.GetInt32("N")!.Value));
        Assert.Equal(answers.Select(answer => answer.Headers.ETag!.Value), rows.Select(row => row.ETag));
    }

    [Fact]
    public async Task EveryKindOfAction_TakesPlaceTogether()
    {
        var table = await azurite.NewTableAsync();
        async Task<ETag> Seed(string row) => (await table.AddEntityAsync(new("p", row) { ["A"] = 1, ["B"] = 1 }, None)).Headers.ETag!.Value;
        var (merge, replace, delete) = (await Seed("merge"), await Seed("replace"), await Seed("delete"));
        await Seed("upsertMerge");
        await Seed("upsertReplace");

        await table.SubmitTransactionAsync(
        [
            new(Add, new("p", "add") { ["A"] = 2 }),
            new(UpdateMerge, new("p", "merge") { ["A"] = 2 }, merge),
            new(UpdateReplace, new("p", "replace") { ["A"] = 2 }, replace),
            new(Delete, new("p", "delete"), delete),
            new(UpsertMerge, new("p", "upsertMerge") { ["A"] = 2 }),
            new(UpsertReplace, new("p", "upsertReplace") { ["A"] = 2 }),
            new(UpsertMerge, new("p", "upsertNew") { ["A"] = 2 }),
        ], None);
        var rows = (await RowsAsync(table, filter: null)).ToDictionary(row => row.RowKey, row => (row.GetInt32("A"), row.GetInt32("B")));

        Assert.Equal(
            [("add", (2, null)), ("merge", (2, 1)), ("replace", (2, null)), ("upsertMerge", (2, 1)), ("upsertNew", (2, null)), ("upsertReplace", (2, null))],
            rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, ((int?, int?))row.Value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task OneRefusal_UndoesAll_AndNamesItsIndex(int index)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new("p", $"r{index}"), None);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            Enumerable.Range(0, 5).Select(i => new TableTransactionAction(Add, new("p", $"r{i}"))), None));

        Assert.Equal((409, "EntityAlreadyExists", index), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Single(await RowsAsync(table, filter: null));
    }

    [Fact]
    public async Task StaleVersion_Is412_AndUndoesAll()
    {
        var table = await azurite.NewTableAsync();
        var stale = (await table.AddEntityAsync(new("p", "owner") { ["Epoch"] = 1 }, None)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new("p", "owner") { ["Epoch"] = 2 }, TableUpdateMode.Merge, None);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(Add, new("p", "event")), new(UpdateMerge, new("p", "owner") { ["Epoch"] = 3 }, stale)], None));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(2, Assert.Single(await RowsAsync(table, filter: null)).GetInt32("Epoch"));
    }

    [Fact]
    public async Task MissingRow_Is404_AndUndoesAll()
    {
        var table = await azurite.NewTableAsync();

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(Add, new("p", "a")), new(UpdateMerge, new("p", "missing"), ETag.All)], None));

        Assert.Equal((404, 1), (failure.Status, failure.FailedTransactionActionIndex));
        Assert.Empty(await RowsAsync(table, filter: null));
    }

    [Fact]
    public async Task LargeBody_NearTheLimit_IsTaken()
    {
        var table = await azurite.NewTableAsync();
        var page = new byte[64 * 1024];
        Random.Shared.NextBytes(page);

        // 47 entities of 64 KiB, a third more in base64: just below 4 MiB.
        await table.SubmitTransactionAsync(
            Enumerable.Range(0, 47).Select(i => new TableTransactionAction(Add, new("p", $"{i:00}") { ["Page"] = page })), None);
        var rows = await RowsAsync(table, filter: null);

        Assert.Equal(47, rows.Count);
        Assert.All(rows, row => Assert.Equal(page, row.GetBinary("Page")));
    }

    public static TheoryData<string, TableTransactionAction[]> BrokenRules => new()
    {
        { "1 to 100", [] },
        { "1 to 100", [.. Enumerable.Range(0, 101).Select(i => new TableTransactionAction(Add, new("p", $"{i}")))] },
        { "one partition", [new(Add, new("p", "1")), new(Add, new("q", "2"))] },
        { "once", [new(Add, new("p", "1")), new(Delete, new("p", "1"))] },
        { "ETag", [new(UpdateMerge, new("p", "1"))] },
        { "bytes of body", [.. Enumerable.Range(0, 48).Select(i => new TableTransactionAction(Add, new("p", $"{i}") { ["Page"] = new byte[64 * 1024] }))] },
    };

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public async Task BrokenRule_IsRefusedBeforeTheWire(string rule, TableTransactionAction[] actions)
    {
        var table = new TableClient(azurite.Account, azurite.NewName("missing"));

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions, None));

        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
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
