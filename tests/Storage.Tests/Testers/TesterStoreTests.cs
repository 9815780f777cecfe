using CampaignTasks.Domain.Testers;
using CampaignTasks.Storage.Testers;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Testers;

public sealed class InMemoryTesterStoreTests : TesterStoreContract
{
    protected override Task<ITesterStore> NewStoreAsync() => Task.FromResult<ITesterStore>(new InMemoryTesterStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTesterStoreTests(AzuriteFixture azurite) : TesterStoreContract
{
    protected override async Task<ITesterStore> NewStoreAsync() => new TableTesterStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTesterStoreTests(AzuriteFixture azurite) : TesterStoreContract
{
    protected override async Task<ITesterStore> NewStoreAsync() => new TableTesterStore(await azurite.NewTroubledHubAsync());
}
