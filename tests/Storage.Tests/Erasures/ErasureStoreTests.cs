using CampaignTasks.Domain.Erasures;
using CampaignTasks.Storage.Erasures;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Erasures;

public sealed class InMemoryErasureStoreTests : ErasureStoreContract
{
    protected override Task<IErasureStore> NewStoreAsync() => Task.FromResult<IErasureStore>(new InMemoryErasureStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableErasureStoreTests(AzuriteFixture azurite) : ErasureStoreContract
{
    protected override async Task<IErasureStore> NewStoreAsync() => new TableErasureStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledErasureStoreTests(AzuriteFixture azurite) : ErasureStoreContract
{
    protected override async Task<IErasureStore> NewStoreAsync() => new TableErasureStore(await azurite.NewTroubledHubAsync());
}
