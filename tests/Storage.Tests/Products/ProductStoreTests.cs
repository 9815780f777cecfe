using CampaignTasks.Domain.Products;
using CampaignTasks.Storage.Products;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Products;

public sealed class InMemoryProductStoreTests : ProductStoreContract
{
    protected override Task<IProductStore> NewStoreAsync() => Task.FromResult<IProductStore>(new InMemoryProductStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableProductStoreTests(AzuriteFixture azurite) : ProductStoreContract
{
    protected override async Task<IProductStore> NewStoreAsync() => new TableProductStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledProductStoreTests(AzuriteFixture azurite) : ProductStoreContract
{
    protected override async Task<IProductStore> NewStoreAsync() => new TableProductStore(await azurite.NewTroubledHubAsync());
}
