using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Tasks;

public sealed class InMemoryCreativeUserTests : CreativeUserContract
{
    protected override Task<ITaskStore> NewStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryTaskStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableCreativeUserTests(AzuriteFixture azurite) : CreativeUserContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledCreativeUserTests(AzuriteFixture azurite) : CreativeUserContract
{
    protected override async Task<ITaskStore> NewStoreAsync() => new TableTaskStore(await azurite.NewTroubledHubAsync());
}
