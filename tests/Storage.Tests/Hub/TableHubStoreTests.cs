using CampaignTasks.Durable;
using CampaignTasks.Storage.Hub;
using CampaignTasks.Storage.Tables;
using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Storage.Tests.Hub;

[Collection(AzuriteTests.Name)]
public sealed class TableHubStoreTests(AzuriteFixture azurite) : HubStoreContract
{
    protected override async Task<IHubStore> NewStoreAsync()
    {
        var store = new TableHubStore(new TableServiceClient(azurite.Account), azurite.NewName("Hub0"));
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledHubStoreTests(AzuriteFixture azurite) : HubStoreContract
{
    protected override async Task<IHubStore> NewStoreAsync()
    {
        var store = new TableHubStore(new TableServiceClient(azurite.Account, Hubs.Troubled()), azurite.NewName("Hub0"));
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }
}
