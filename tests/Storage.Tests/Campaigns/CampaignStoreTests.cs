using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Storage.Campaigns;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Campaigns;

public sealed class InMemoryCampaignStoreTests : CampaignStoreContract
{
    protected override Task<ICampaignStore> NewStoreAsync() => Task.FromResult<ICampaignStore>(new InMemoryCampaignStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableCampaignStoreTests(AzuriteFixture azurite) : CampaignStoreContract
{
    protected override async Task<ICampaignStore> NewStoreAsync() => new TableCampaignStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledCampaignStoreTests(AzuriteFixture azurite) : CampaignStoreContract
{
    protected override async Task<ICampaignStore> NewStoreAsync() => new TableCampaignStore(await azurite.NewTroubledHubAsync());
}
