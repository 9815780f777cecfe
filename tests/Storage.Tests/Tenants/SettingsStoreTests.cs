using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Tenants;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tenants;

public sealed class InMemorySettingsStoreTests : SettingsStoreContract
{
    protected override Task<ISettingsStore> NewStoreAsync() => Task.FromResult<ISettingsStore>(new InMemorySettingsStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableSettingsStoreTests(AzuriteFixture azurite) : SettingsStoreContract
{
    protected override async Task<ISettingsStore> NewStoreAsync() => new TableSettingsStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledSettingsStoreTests(AzuriteFixture azurite) : SettingsStoreContract
{
    protected override async Task<ISettingsStore> NewStoreAsync() => new TableSettingsStore(await azurite.NewTroubledHubAsync());
}
