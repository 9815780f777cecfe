using Azure;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableServiceClientTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Table_IsCreatedOnce_AndDeletedOnce()
    {
        var tables = new TableServiceClient(azurite.Process.ConnectionString);
        var name = azurite.NewName("lifecycle");

        var created = await tables.CreateTableIfNotExistsAsync(name, None);
        var again = await tables.CreateTableIfNotExistsAsync(name, None);
        var deleted = await tables.DeleteTableAsync(name, None);
        var missing = await tables.DeleteTableAsync(name, None);

        Assert.Equal((name, name), (created.Value.Name, again.Value.Name));
        Assert.Equal((204, 409, 204, 404), (created.GetRawResponse().Status, again.GetRawResponse().Status, deleted.Status, missing.Status));
    }

    [Fact]
    public async Task Query_FindsTablesByPrefix()
    {
        var tables = new TableServiceClient(azurite.Account);
        foreach (var name in (string[])["prefixA", "prefixB", "prefiy"])
        {
            await tables.CreateTableIfNotExistsAsync(name, None);
        }

        Assert.Equal(["prefixA", "prefixB"], await NamesAsync(tables.QueryByPrefixAsync("prefix", None)));
        Assert.Equal(["prefiy"], await NamesAsync(tables.QueryAsync(TableClient.CreateQueryFilter($"TableName eq {"prefiy"}"), None)));
    }

    [Fact]
    public async Task Query_PagesThroughTables()
    {
        var tables = new TableServiceClient(azurite.Account);
        foreach (var name in (string[])["pageA", "pageB", "pageC"])
        {
            await tables.CreateTableIfNotExistsAsync(name, None);
        }

        var names = new List<string>();
        await foreach (var page in tables.QueryByPrefixAsync("page", None).AsPages(pageSizeHint: 2))
        {
            Assert.InRange(page.Values.Count, 0, 2);
            names.AddRange(page.Values.Select(table => table.Name));
        }

        Assert.Equal(["pageA", "pageB", "pageC"], names);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-bc")]
    [InlineData("Tables")]
    public void Name_ThatIsNone_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(azurite.Account).GetTableClient(name));

    private static async Task<List<string>> NamesAsync(AsyncPageable<TableItem> pages)
    {
        var names = new List<string>();
        await foreach (var table in pages)
        {
            names.Add(table.Name);
        }

        return names;
    }
}
