using CampaignTasks.Domain.Audiences;
using CampaignTasks.Storage.Audiences;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Audiences;

public sealed class InMemoryAudienceStoreTests : AudienceStoreContract
{
    protected override Task<IAudienceStore> NewStoreAsync() => Task.FromResult<IAudienceStore>(new InMemoryAudienceStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableAudienceStoreTests(AzuriteFixture azurite) : AudienceStoreContract
{
    protected override async Task<IAudienceStore> NewStoreAsync() => new TableAudienceStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledAudienceStoreTests(AzuriteFixture azurite) : AudienceStoreContract
{
    protected override async Task<IAudienceStore> NewStoreAsync() => new TableAudienceStore(await azurite.NewTroubledHubAsync());
}
