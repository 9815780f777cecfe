using System.Globalization;
using Azure.Core;
using Azure.Data.Tables;
using CampaignTasks.Storage.Connection;
using Xunit.Sdk;
using static Azure.Data.Tables.TableTransactionActionType;

namespace CampaignTasks.Storage.Tests;

[Collection(AzuriteTests.Name)]
public sealed class StrictTablesTests(AzuriteFixture azurite)
{
    public static TheoryData<string, int> BrokenRules =>
        new()
        {
            { "several partitions", 0 },
            { "a row twice", 1 },
            { "101 actions", 2 },
            { "a transaction of", 3 },
            { "no key may have", 4 },
            { "bytes in Page", 5 },
            { "characters in Text", 6 },
            { "a row of", 7 },
        };

    private static IReadOnlyList<TableTransactionAction>[] Broken =>
        [
            [new(Add, new TableEntity("it's p", "1")), new(Delete, new TableEntity("q", "2"))],
            [new(Add, new TableEntity("it's p", "1")), new(Delete, new TableEntity("it's p", "1"))],
            [.. Enumerable.Range(0, 101).Select(i => new TableTransactionAction(Add, new TableEntity("p", Text(i))))],
            [
                .. Enumerable
                    .Range(0, 48)
                    .Select(i => new TableTransactionAction(Add, new TableEntity("p", Text(i)) { ["Page"] = new byte[64 * 1024] })),
            ],
            [new(UpsertMerge, new TableEntity("p", "a/b"))],
            [new(Add, new TableEntity("p", "1") { ["Page"] = new byte[(64 * 1024) + 1] })],
            [new(Add, new TableEntity("p", "1") { ["Text"] = new string('x', (32 * 1024) + 1) })],
            [
                new(
                    Add,
                    new TableEntity(Enumerable.Range(0, 16).ToDictionary(i => $"P{i}", object (_) => new byte[64 * 1024]))
                    {
                        PartitionKey = "p",
                        RowKey = "1",
                    }
                ),
            ],
        ];

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public async Task Transaction_TheRealServiceRefuses_FailsTheTest(string rule, int broken)
    {
        var table = Table();

        var failure = await Assert.ThrowsAsync<XunitException>(() => table.SubmitTransactionAsync(Broken[broken], CancellationToken.None));

        Assert.Contains(rule, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TheRealServiceRefuses_FailsTheTest()
    {
        var table = Table();
        var long16 = string.Join(" or ", Enumerable.Range(0, 16).Select(i => $"RowKey eq '{i}'"));

        await Assert.ThrowsAsync<XunitException>(async () => await table.QueryAsync<TableEntity>(maxPerPage: 1001).ToListAsync());
        await Assert.ThrowsAsync<XunitException>(async () => await table.QueryAsync<TableEntity>(long16).ToListAsync());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private TableClient Table() =>
        azurite.Account.NewTables(options => options.AddPolicy(new StrictTables(), HttpPipelinePosition.PerCall)).GetTableClient("strict");
}
