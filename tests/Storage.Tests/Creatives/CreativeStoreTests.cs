using CampaignTasks.Domain.Creatives;
using CampaignTasks.Storage.Creatives;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Creatives;

public sealed class InMemoryCreativeStoreTests : CreativeStoreContract
{
    protected override Task<ICreativeStore> NewStoreAsync() => Task.FromResult<ICreativeStore>(new InMemoryCreativeStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableCreativeStoreTests(AzuriteFixture azurite) : CreativeStoreContract
{
    protected override async Task<ICreativeStore> NewStoreAsync() => new TableCreativeStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledCreativeStoreTests(AzuriteFixture azurite) : CreativeStoreContract
{
    protected override async Task<ICreativeStore> NewStoreAsync() => new TableCreativeStore(await azurite.NewTroubledHubAsync());
}
