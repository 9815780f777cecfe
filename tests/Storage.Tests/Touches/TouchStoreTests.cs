using CampaignTasks.Domain.Touches;
using CampaignTasks.Storage.Touches;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Touches;

public sealed class InMemoryTouchStoreTests : TouchStoreContract
{
    protected override Task<ITouchStore> NewStoreAsync() => Task.FromResult<ITouchStore>(new InMemoryTouchStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTouchStoreTests(AzuriteFixture azurite) : TouchStoreContract
{
    protected override async Task<ITouchStore> NewStoreAsync() => new TableTouchStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTouchStoreTests(AzuriteFixture azurite) : TouchStoreContract
{
    protected override async Task<ITouchStore> NewStoreAsync() => new TableTouchStore(await azurite.NewTroubledHubAsync());
}
