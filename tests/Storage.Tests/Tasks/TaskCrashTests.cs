using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tasks;

/// <summary>What a process that dies between two writes leaves behind.</summary>
[Collection(AzuriteTests.Name)]
public sealed class TaskCrashTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => CancellationToken.None;

    [Fact]
    public async Task Deletion_Interrupted_HidesTheTask_AndTheNextListFinishesIt()
    {
        var hub = await azurite.NewHubAsync();
        var store = new TableTaskStore(hub);
        var task = await store.AddAsync(Samples.Task().Copy(Samples.Id(2), Samples.Now), ["ann@example.net"], Token);
        Assert.Equal(2, (await RowsAsync(hub.Definitions)).Count);
        var mark = new TableEntity(TaskRows.Partition(task.TenantId), Keys.NewestFirst(task.Id)) { [TaskRows.Deleting] = true };
        await hub.Definitions.UpdateEntityAsync(mark, ETag.All, TableUpdateMode.Merge, Token);

        Assert.Null(await store.FindAsync(task.TenantId, task.Id, Token));
        Assert.Single(await RowsAsync(hub.Recipients));
        Assert.Empty((await store.ListAsync(task.TenantId, new TaskFilter(), 10, null, Token)).Items);

        Assert.Empty(await RowsAsync(hub.Recipients));
        Assert.Empty(await RowsAsync(hub.Definitions));
    }

    [Fact]
    public async Task Addition_Refused_LeavesNoAddresses()
    {
        var hub = await azurite.NewHubAsync();
        var store = new TableTaskStore(hub);
        var task = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);

        await Assert.ThrowsAsync<CampaignTasks.Domain.ConcurrencyConflictException>(() =>
            store.AddAsync(Samples.Task(), ["bob@example.net"], Token)
        );
        await Assert.ThrowsAsync<CampaignTasks.Domain.ConcurrencyConflictException>(() =>
            store.UpdateAsync(task with { ETag = "W/\"old\"" }, ["carl@example.net"], Token)
        );

        Assert.Single(await RowsAsync(hub.Recipients));
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient table) =>
        await table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
}
