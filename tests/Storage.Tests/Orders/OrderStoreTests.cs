using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Orders;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Orders;

public sealed class InMemoryOrderStoreTests : OrderStoreContract
{
    protected override Task<IOrderStore> NewStoreAsync() => Task.FromResult<IOrderStore>(new InMemoryOrderStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableOrderStoreTests(AzuriteFixture azurite) : OrderStoreContract
{
    protected override async Task<IOrderStore> NewStoreAsync() => new TableOrderStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledOrderStoreTests(AzuriteFixture azurite) : OrderStoreContract
{
    protected override async Task<IOrderStore> NewStoreAsync() => new TableOrderStore(await azurite.NewTroubledHubAsync());
}
