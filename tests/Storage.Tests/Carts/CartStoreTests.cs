using CampaignTasks.Domain.Carts;
using CampaignTasks.Storage.Carts;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Carts;

public sealed class InMemoryCartStoreTests : CartStoreContract
{
    protected override Task<ICartStore> NewStoreAsync() => Task.FromResult<ICartStore>(new InMemoryCartStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableCartStoreTests(AzuriteFixture azurite) : CartStoreContract
{
    protected override async Task<ICartStore> NewStoreAsync() => new TableCartStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledCartStoreTests(AzuriteFixture azurite) : CartStoreContract
{
    protected override async Task<ICartStore> NewStoreAsync() => new TableCartStore(await azurite.NewTroubledHubAsync());
}
