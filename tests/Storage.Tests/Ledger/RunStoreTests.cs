using CampaignTasks.Domain.Ledger;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Ledger;

public sealed class InMemoryRunStoreTests : RunStoreContract
{
    protected override Task<IRunStore> NewStoreAsync() => Task.FromResult<IRunStore>(new InMemoryRunStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableRunStoreTests(AzuriteFixture azurite) : RunStoreContract
{
    protected override async Task<IRunStore> NewStoreAsync() => new TableRunStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledRunStoreTests(AzuriteFixture azurite) : RunStoreContract
{
    protected override async Task<IRunStore> NewStoreAsync() => new TableRunStore(await azurite.NewTroubledHubAsync());
}
