using CampaignTasks.Domain.Audiences;
using CampaignTasks.Storage.Audiences;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Audiences;

public sealed class InMemoryFrozenAudiencesTests : FrozenAudiencesContract
{
    protected override Task<IFrozenAudiences> NewStoreAsync() => Task.FromResult<IFrozenAudiences>(new InMemoryFrozenAudiences());
}

[Collection(AzuriteTests.Name)]
public sealed class TableFrozenAudiencesTests(AzuriteFixture azurite) : FrozenAudiencesContract
{
    protected override async Task<IFrozenAudiences> NewStoreAsync() => new TableFrozenAudiences(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledFrozenAudiencesTests(AzuriteFixture azurite) : FrozenAudiencesContract
{
    protected override async Task<IFrozenAudiences> NewStoreAsync() => new TableFrozenAudiences(await azurite.NewTroubledHubAsync());
}
