using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Storage.Unsubscribes;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Storage.Tests.Unsubscribes;

public sealed class InMemoryUnsubscribeStoreTests : UnsubscribeStoreContract
{
    protected override Task<IUnsubscribeStore> NewStoreAsync() => Task.FromResult<IUnsubscribeStore>(new InMemoryUnsubscribeStore());
}

[Collection(AzuriteTests.Name)]
public sealed class TableUnsubscribeStoreTests(AzuriteFixture azurite) : UnsubscribeStoreContract
{
    protected override async Task<IUnsubscribeStore> NewStoreAsync() => new TableUnsubscribeStore(await azurite.NewHubAsync());
}

[Collection(AzuriteTests.Name)]
public sealed class TroubledUnsubscribeStoreTests(AzuriteFixture azurite) : UnsubscribeStoreContract
{
    protected override async Task<IUnsubscribeStore> NewStoreAsync() => new TableUnsubscribeStore(await azurite.NewTroubledHubAsync());
}
