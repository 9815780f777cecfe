using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Accounts;

public sealed class InMemoryAccountStoreTests : AccountStoreContract
{
    protected override Task<IAccountStore> NewStoreAsync() => Task.FromResult<IAccountStore>(new InMemoryAccountStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAccountStoreTests(AzuriteFixture azurite) : AccountStoreContract
{
    protected override async Task<IAccountStore> NewStoreAsync() => new TableAccountStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAccountStoreTests(AzuriteFixture azurite) : AccountStoreContract
{
    protected override async Task<IAccountStore> NewStoreAsync() => new TableAccountStore(await azurite.NewTroubledHubAsync());
}
