using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tenants;

public sealed class InMemoryTenantStoreTests : TenantStoreContract
{
    protected override Task<ITenantStore> NewStoreAsync() => Task.FromResult<ITenantStore>(new InMemoryTenantStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableTenantStoreTests(AzuriteFixture azurite) : TenantStoreContract
{
    protected override async Task<ITenantStore> NewStoreAsync() => new TableTenantStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledTenantStoreTests(AzuriteFixture azurite) : TenantStoreContract
{
    protected override async Task<ITenantStore> NewStoreAsync() => new TableTenantStore(await azurite.NewTroubledHubAsync());
}
