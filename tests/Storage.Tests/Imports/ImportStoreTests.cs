using CampaignTasks.Domain.Imports;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Imports;

public sealed class InMemoryImportStoreTests : ImportStoreContract
{
    protected override Task<IImportStore> NewStoreAsync() => Task.FromResult<IImportStore>(new InMemoryImportStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableImportStoreTests(AzuriteFixture azurite) : ImportStoreContract
{
    protected override async Task<IImportStore> NewStoreAsync() => new TableImportStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledImportStoreTests(AzuriteFixture azurite) : ImportStoreContract
{
    protected override async Task<IImportStore> NewStoreAsync() => new TableImportStore(await azurite.NewTroubledHubAsync());
}
