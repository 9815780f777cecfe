using CampaignTasks.Domain.Sites;
using CampaignTasks.Storage.Sites;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Sites;

public sealed class InMemorySiteStoreTests : SiteStoreContract
{
    protected override Task<ISiteStore> NewStoreAsync() => Task.FromResult<ISiteStore>(new InMemorySiteStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableSiteStoreTests(AzuriteFixture azurite) : SiteStoreContract
{
    protected override async Task<ISiteStore> NewStoreAsync() => new TableSiteStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledSiteStoreTests(AzuriteFixture azurite) : SiteStoreContract
{
    protected override async Task<ISiteStore> NewStoreAsync() => new TableSiteStore(await azurite.NewTroubledHubAsync());
}
